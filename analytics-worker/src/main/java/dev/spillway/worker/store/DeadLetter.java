package dev.spillway.worker.store;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What could not be stored, as it is kept.
 *
 * @param webhookId null where nobody could read what came, or where it was a signal
 * @param message a parcel with that one webhook, else the message as it came
 */
public record DeadLetter(
        UUID tenantId,
        UUID id,
        @Nullable UUID webhookId,
        String reason,
        Instant deadAt,
        String message) {

    /** Whether it is what was to be a parcel, which was counted as one webhook of no source. */
    boolean isMalformedParcel() {
        return webhookId == null && reason.equals(DeadLetterReason.MALFORMED_PARCEL.code());
    }
}
