package dev.spillway.worker.normalise;

import java.util.Locale;

/** What normalising a webhook came to. */
public enum Outcome {
    /** Its events are known. */
    NORMALISED,
    /** It can be read, and nobody here knows what it means: one event of type unknown. */
    UNKNOWN,
    /** It is not what its vendor sends, broken JSON for example: kept as it is, no event. */
    UNPARSABLE;

    /** The name in the database. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
