package dev.spillway.worker.store;

import dev.spillway.worker.identity.Claim;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * Whose an identity is: the webhook that was stored, when its row expires, and from when until when
 * it was received or would be the same again.
 */
record Holder(UUID webhookId, LocalDate webhookExpiresOn, Instant claimedAt, Instant expiresAt) {

    /** Whether one is so much later, or so much earlier, that it is none of the same. */
    boolean isBeyond(Claim other) {
        return !other.claimedAt().isBefore(expiresAt) || !claimedAt.isBefore(other.expiresAt());
    }
}
