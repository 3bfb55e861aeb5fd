package dev.spillway.load.stand;

import dev.spillway.load.traffic.SignedWebhooks.Target;
import java.util.UUID;

/**
 * An onboarded tenant.
 *
 * @param sourceId his only source
 * @param email of his admin, who is invited
 * @param invitation the token that the admin accepts with
 * @param target where the source's vendor posts to, and how he signs
 */
public record Tenant(UUID id, UUID sourceId, String email, String invitation, Target target) {

    /** Without the token. */
    @Override
    public String toString() {
        return "Tenant[" + id + "]";
    }
}
