package dev.spillway.worker.normalise;

import java.util.Locale;

/** By which way a marketing event came about. */
public enum Channel {
    EMAIL,
    SMS,
    PUSH,
    COMMERCE,
    CRM,
    OTHER;

    /** The name in API and database. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
