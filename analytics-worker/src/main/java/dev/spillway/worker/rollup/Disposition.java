package dev.spillway.worker.rollup;

import java.util.Locale;

/** What became of a webhook that was received: exactly one of these. */
public enum Disposition {
    STORED,
    DUPLICATE,
    DEAD_LETTER;

    /** The name in {@code traffic_rollup}. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
