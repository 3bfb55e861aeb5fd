package dev.spillway.platform.signature;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** How a vendor writes the time it signs. */
enum TimestampFormat {
    SECONDS {
        @Override
        Optional<Instant> parse(String text) {
            return digits(text).map(Instant::ofEpochSecond);
        }

        @Override
        String format(Instant time) {
            return Long.toString(time.getEpochSecond());
        }
    },
    MILLISECONDS {
        @Override
        Optional<Instant> parse(String text) {
            return digits(text).map(Instant::ofEpochMilli);
        }

        @Override
        String format(Instant time) {
            return Long.toString(time.toEpochMilli());
        }
    },
    ISO_8601 {
        @Override
        Optional<Instant> parse(String text) {
            try {
                return Optional.of(OffsetDateTime.parse(text).toInstant());
            } catch (DateTimeException notATime) {
                return Optional.empty();
            }
        }

        @Override
        String format(Instant time) {
            return time.truncatedTo(ChronoUnit.SECONDS).toString();
        }
    },
    HTTP_DATE {
        @Override
        Optional<Instant> parse(String text) {
            try {
                return Optional.of(
                        ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                .toInstant());
            } catch (DateTimeException notATime) {
                return Optional.empty();
            }
        }

        @Override
        String format(Instant time) {
            return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
        }
    },
    /**
     * Whatever it looks like, for the generic preset: epoch seconds or milliseconds by size, else
     * ISO 8601.
     */
    AUTO {
        @Override
        Optional<Instant> parse(String text) {
            Optional<Long> number = digits(text);
            if (number.isEmpty()) {
                return ISO_8601.parse(text);
            }
            return number.map(value ->
                    value < SMALLEST_MILLISECONDS
                            ? Instant.ofEpochSecond(value)
                            : Instant.ofEpochMilli(value));
        }

        @Override
        String format(Instant time) {
            return SECONDS.format(time);
        }
    };

    /** As milliseconds March 1973, as seconds the year 5138: nobody signs either. */
    private static final long SMALLEST_MILLISECONDS = 100_000_000_000L;

    /** Within what {@link Instant} holds as seconds. */
    private static final int MOST_DIGITS = 15;

    /** Empty when it is no time of this format. Never throws. */
    abstract Optional<Instant> parse(String text);

    abstract String format(Instant time);

    private static Optional<Long> digits(String text) {
        if (text.isEmpty() || text.length() > MOST_DIGITS) {
            return Optional.empty();
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return Optional.empty();
            }
            value = value * 10 + digit;
        }
        return Optional.of(value);
    }
}
