package dev.spillway.app.destination;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** What a destination can be told of. */
enum Topic {
    ALERTS,
    SUPPRESSIONS;

    @JsonValue
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The topic of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    @JsonCreator
    static Topic of(String code) {
        return Arrays.stream(values())
                .filter(topic -> topic.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such topic"));
    }
}
