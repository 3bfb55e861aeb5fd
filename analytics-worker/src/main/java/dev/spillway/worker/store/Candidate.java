package dev.spillway.worker.store;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.identity.Claim;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.UUID;

/**
 * Something that wants an identity.
 *
 * @param subject the webhook or event that is stored if it gets it
 */
record Candidate<T>(
        ClaimKey key, Claim claim, UUID webhookId, LocalDate webhookExpiresOn, T subject) {

    /** Who was received first comes first; equal only when one webhook came twice. */
    static final Comparator<Candidate<?>> BY_RECEIPT =
            Comparator.<Candidate<?>, Instant>comparing(candidate -> candidate.claim().claimedAt())
                    .thenComparing(Candidate::webhookId, Ids.BY_BYTES);

    Holder asHolder() {
        return new Holder(webhookId, webhookExpiresOn, claim.claimedAt(), claim.expiresAt());
    }
}
