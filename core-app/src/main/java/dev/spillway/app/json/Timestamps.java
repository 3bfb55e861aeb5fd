package dev.spillway.app.json;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;

/** Times as the API writes and reads them: RFC 3339, written in UTC with milliseconds. */
public final class Timestamps {

    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    /** Beyond it a DATETIME, and the 48 bits of a UUIDv7, hold no time. */
    private static final Instant END = Instant.parse("9999-12-31T23:59:59.999Z");

    private Timestamps() {}

    /** {@code 2026-11-21T10:00:00.000Z}. */
    public static String text(Instant instant) {
        return MILLISECONDS.format(instant);
    }

    /**
     * A time with any offset, from 1970 to 9999.
     *
     * @throws IllegalArgumentException if it is no such time
     */
    public static Instant parse(String text) {
        try {
            Instant instant = OffsetDateTime.parse(text.strip()).toInstant();
            if (instant.isBefore(Instant.EPOCH) || instant.isAfter(END)) {
                throw new IllegalArgumentException("out of range");
            }
            return instant;
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("not a time", e);
        }
    }
}
