package dev.spillway.app.deadletter;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What has become of a dead letter. */
enum Status {
    DEAD,
    REPLAYED,
    DISCARDED;

    @JsonValue
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Status of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
