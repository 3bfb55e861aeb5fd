package dev.spillway.app.destination;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a destination is reached. */
enum Kind {
    HTTPS,
    EMAIL;

    @JsonValue
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
