package dev.spillway.worker.tenant;

import java.util.UUID;

/**
 * A tenant that is there and cannot be served at present: his plan is newer than this code, or his
 * key does not open under this configuration. Not his webhooks' fault, so they wait.
 */
public final class TenantUnusableException extends RuntimeException {

    TenantUnusableException(UUID tenantId, String reason) {
        super("tenant " + tenantId + ": " + reason);
    }
}
