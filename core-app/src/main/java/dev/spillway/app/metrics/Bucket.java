package dev.spillway.app.metrics;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** How long one point of a series lasts. */
enum Bucket {
    MINUTE(ChronoUnit.MINUTES, Duration.ofHours(1)),
    HOUR(ChronoUnit.HOURS, Duration.ofDays(1)),
    DAY(ChronoUnit.DAYS, Duration.ofDays(30));

    private final ChronoUnit unit;
    private final Duration usual;

    Bucket(ChronoUnit unit, Duration usual) {
        this.unit = unit;
        this.usual = usual;
    }

    /** The name in the API. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How far back a series goes where nothing is said. */
    Duration usual() {
        return usual;
    }

    /** When the bucket began in which this moment lies, on the clocks of its zone. */
    ZonedDateTime start(ZonedDateTime moment) {
        return moment.truncatedTo(unit);
    }

    /** When the next one begins; a day has 23 or 25 hours where clocks are changed. */
    ZonedDateTime next(ZonedDateTime start) {
        // Truncated again: a day whose midnight is skipped begins at one, the next one does not.
        return start(start.plus(1, unit));
    }
}
