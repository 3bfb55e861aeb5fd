package dev.spillway.app.subscription;

import dev.spillway.platform.destination.EmailAddress;
import java.util.UUID;

/**
 * An address that a tenant tells, or would like to.
 *
 * @param id the destination's
 */
record Subscription(UUID id, UUID tenantId, String tenantName, EmailAddress email) {

    @Override
    public String toString() {
        return "Subscription[" + id + "]";
    }
}
