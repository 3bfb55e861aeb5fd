package dev.spillway.worker.rollup;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The length of a bucket. */
public enum Grain {
    HOUR(ChronoUnit.HOURS),
    MINUTE(ChronoUnit.MINUTES);

    private final ChronoUnit unit;
    private final String code = name().toLowerCase(Locale.ROOT);

    Grain(ChronoUnit unit) {
        this.unit = unit;
    }

    /** The name in the database. */
    public String code() {
        return code;
    }

    /** Start of the bucket in which an instant lies. */
    public Instant bucket(Instant at) {
        return at.truncatedTo(unit);
    }
}
