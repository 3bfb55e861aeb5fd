package dev.spillway.worker.dispatch;

import java.util.UUID;

/**
 * Where a tenant is told.
 *
 * @param failures in a row
 */
record Destination(UUID tenantId, UUID id, Place place, int failures) {

    /** Without the place: a log says of it no more than which it is. */
    @Override
    public String toString() {
        return "Destination[" + id + "]";
    }
}
