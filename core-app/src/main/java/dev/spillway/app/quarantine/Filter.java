package dev.spillway.app.quarantine;

import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which requests are listed; what is null does not matter.
 *
 * @param status those that are still held, unless another is named
 * @param from received at or after
 * @param to received before
 */
record Filter(
        @Nullable UUID source,
        @Nullable Status status,
        @Size(max = 64, message = "must have at most 64 characters") @Nullable String reason,
        @Nullable Instant from,
        @Nullable Instant to) {

    Status statusOrHeld() {
        return status == null ? Status.HELD : status;
    }
}
