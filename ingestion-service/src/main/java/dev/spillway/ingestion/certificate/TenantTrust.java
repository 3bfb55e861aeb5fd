package dev.spillway.ingestion.certificate;

import dev.spillway.platform.signature.SnsTrust;
import java.util.UUID;

/**
 * Whom a tenant's sources believe to be Amazon SNS. All believe the same; apart they are counted by
 * what they have asked for. Thread-safe.
 */
@FunctionalInterface
public interface TenantTrust {

    SnsTrust of(UUID tenantId);
}
