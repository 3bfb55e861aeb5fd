package dev.spillway.app.replay;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What is made anew of what was stored. */
enum Rebuild {
    /** The events, from the raw webhooks. */
    EVENTS,
    /** The counts by minute and hour, from the events. */
    ROLLUPS;

    @JsonValue
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
