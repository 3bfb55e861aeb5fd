package dev.spillway.app.invitation;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invitation that can still be accepted.
 *
 * @param name how whoever invites calls the person
 * @param userId the account that has this e-mail already
 * @param passwordHash that account's
 */
record Invitation(
        UUID id,
        UUID tenantId,
        String tenantName,
        String email,
        String name,
        @Nullable UUID userId,
        @Nullable String passwordHash) {

    boolean isForKnownAccount() {
        return userId != null;
    }

    @Override
    public String toString() {
        return "Invitation[" + id + "]";
    }
}
