package dev.spillway.app.deadletter;

import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are listed; what is null does not matter.
 *
 * @param status those that are still dead, unless another is named
 * @param from died at or after
 * @param to died before
 */
record Filter(
        @Nullable Status status,
        @Size(max = 64, message = "must have at most 64 characters") @Nullable String reason,
        @Nullable UUID source,
        @Nullable Instant from,
        @Nullable Instant to) {

    Status statusOrDead() {
        return status == null ? Status.DEAD : status;
    }
}
