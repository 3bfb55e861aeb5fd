package dev.spillway.worker.normalise;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** The ways in which vendors write a moment. Each throws a {@link DateTimeException} on others. */
final class Times {

    private static final Pattern FIRST_BLANK = Pattern.compile(" (?=\\d)");
    private static final Pattern BLANK_BEFORE_ZONE = Pattern.compile(" (?=[+-])");
    private static final Pattern HOURS_ONLY = Pattern.compile("([+-]\\d\\d)$");
    private static final Pattern NO_COLON = Pattern.compile("([+-]\\d\\d)(\\d\\d)$");
    private static final DateTimeFormatter CARRIER =
            DateTimeFormatter.ofPattern("uuMMddHHmm", Locale.ROOT);

    private Times() {}

    /** RFC 3339 and what comes close to it: {@code 2016-12-02 18:51:45 +00:00}, {@code +00}. */
    static Instant withZone(String text) {
        if (text.indexOf('T') > 0 && text.endsWith("Z")) {
            return Instant.parse(text);
        }
        String standard = FIRST_BLANK.matcher(text).replaceFirst("T");
        standard = BLANK_BEFORE_ZONE.matcher(standard).replaceFirst("");
        standard = NO_COLON.matcher(standard).replaceFirst("$1:$2");
        standard = HOURS_ONLY.matcher(standard).replaceFirst("$1:00");
        return OffsetDateTime.parse(standard).toInstant();
    }

    static Instant utc(String text) {
        return LocalDateTime.parse(FIRST_BLANK.matcher(text).replaceFirst("T"))
                .toInstant(ZoneOffset.UTC);
    }

    static Instant carrier(String text) {
        return LocalDateTime.parse(text, CARRIER).toInstant(ZoneOffset.UTC);
    }
}
