package dev.spillway.app.alert;

import jakarta.validation.constraints.Size;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which alerts are listed; what is null does not matter. */
record AlertFilter(
        @Nullable Status status,
        @Size(max = 32, message = "must have at most 32 characters") @Nullable String kind,
        @Nullable UUID source) {

    enum Status {
        FIRING,
        RESOLVED
    }

    /** As the column has it. */
    @Nullable String statusCode() {
        return status == null ? null : status.name().toLowerCase(Locale.ROOT);
    }
}
