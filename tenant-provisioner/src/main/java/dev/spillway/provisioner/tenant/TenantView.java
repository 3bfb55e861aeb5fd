package dev.spillway.provisioner.tenant;

import java.time.Instant;
import java.util.UUID;

/** A tenant as ops and subscribers of its events see it. */
public record TenantView(
        UUID id, String name, String slug, String plan, String status, Instant createdAt) {}
