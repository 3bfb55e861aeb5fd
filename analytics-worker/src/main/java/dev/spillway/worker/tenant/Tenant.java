package dev.spillway.worker.tenant;

import dev.spillway.platform.plan.Plan;
import dev.spillway.platform.secret.RecipientHasher;
import java.util.UUID;

/**
 * What storing a tenant's webhooks takes: for how long, and under which key its recipients hash.
 *
 * @param clearAddresses whether who must not be written to again may be told in clear
 */
public record Tenant(UUID id, Plan plan, RecipientHasher recipients, boolean clearAddresses) {}
