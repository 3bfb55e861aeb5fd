package dev.spillway.worker.sql;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Times as the columns hold them: UTC, in milliseconds. As local times they pass the driver
 * untouched, whatever zone it is told.
 */
public final class UtcTime {

    private UtcTime() {}

    /** Cut, not rounded: a rounded time could lie after the moment it stands for. */
    public static LocalDateTime column(Instant instant) {
        return LocalDateTime.ofInstant(instant.truncatedTo(ChronoUnit.MILLIS), ZoneOffset.UTC);
    }

    public static Instant instant(LocalDateTime column) {
        return column.toInstant(ZoneOffset.UTC);
    }

    /** The day on which what was received then, and is kept for so many days, expires. */
    public static LocalDate expiry(Instant receivedAt, int days) {
        return LocalDate.ofInstant(receivedAt, ZoneOffset.UTC).plusDays(days);
    }
}
