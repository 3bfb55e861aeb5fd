package dev.spillway.provisioner.tenant;

import dev.spillway.platform.plan.Plan;

/** A tenant to be made. */
public record NewTenant(String name, String slug, Plan plan) {}
