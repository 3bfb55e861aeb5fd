package dev.spillway.worker.dispatch;

import java.util.UUID;

/**
 * Where a tenant is told.
 *
 * @param failures in a row
 */
record Destination(UUID tenantId, UUID id, String url, int failures) {

    /** Without the URL: its path or query may well be a secret. */
    @Override
    public String toString() {
        return "Destination[" + id + "]";
    }
}
