package dev.spillway.app.quarantine;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What has become of a refused request. */
enum Status {
    HELD,
    RELEASED,
    DISCARDED,
    /** What was kept of it does not open. */
    REFUSED;

    @JsonValue
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Status of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
