package dev.spillway.ingestion.lane;

import java.util.Locale;

/** The queue that a webhook goes to. */
public enum Lane {
    /** For what is within a tenant's rate. */
    MAIN,
    /** For what exceeds it: drained too, and it makes nobody else wait. */
    OVERFLOW;

    /** What metrics and logs call it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
