package dev.spillway.platform.provider;

import dev.spillway.platform.signature.AddressList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A setting that a source of the preset takes. Immutable.
 *
 * @param kind what a value looks like
 * @param choices the only values, where the kind is {@link Kind#CHOICE}
 * @param standard what holds when it is not set; null for nothing
 */
public record SettingField(
        String name,
        String label,
        Kind kind,
        List<String> choices,
        boolean required,
        @Nullable String standard) {

    private static final int LONGEST = 200;
    private static final int LONGEST_LIST = 2000;
    private static final int LONGEST_BODY = 1000;
    private static final long LONGEST_TOLERANCE = 604_800;

    public SettingField {
        choices = List.copyOf(choices);
        if ((kind == Kind.CHOICE) == choices.isEmpty()) {
            throw new IllegalArgumentException(
                    "settings." + name + ": choices belong to the kind CHOICE");
        }
    }

    /** What a value looks like. */
    public enum Kind {
        /** A header's name. */
        HEADER,
        /** One of a few words. */
        CHOICE,
        /** Free text of at most 200 characters. */
        TEXT,
        /** Whole seconds, from 1 to a week. */
        SECONDS,
        /** IP addresses and networks, separated by commas. */
        ADDRESSES,
        /** A status of HTTP that says yes, from 200 to 299. */
        STATUS,
        /** Free text of at most 1,000 characters. */
        BODY,
        /** An {@link EventMapping} as JSON. */
        MAPPING
    }

    /** What is wrong with a value, null standing for none given. */
    Optional<String> faultIn(@Nullable String value) {
        if (value == null) {
            return required ? Optional.of("is required") : Optional.empty();
        }
        int longest = longest();
        if (value.length() > longest) {
            return Optional.of("is longer than " + longest + " characters");
        }
        return switch (kind) {
            case HEADER -> unless(isHeader(value), "is not the name of a header");
            case CHOICE ->
                    unless(choices.contains(value), "is one of " + String.join(", ", choices));
            case STATUS -> unless(value.matches("2[0-9][0-9]"), "is a status from 200 to 299");
            case TEXT, BODY ->
                    unless(isPrintable(value), "holds a character that cannot be printed");
            case MAPPING -> faultInMapping(value);
            case ADDRESSES ->
                    unless(
                            isAddresses(value),
                            "is a list of IP addresses and networks, such as 185.107.232.0/24, 2001:db8::/32");
            case SECONDS ->
                    unless(
                            isSeconds(value),
                            "is a whole number of seconds from 1 to " + LONGEST_TOLERANCE);
        };
    }

    private int longest() {
        return switch (kind) {
            case ADDRESSES -> LONGEST_LIST;
            case BODY -> LONGEST_BODY;
            case MAPPING -> EventMapping.LONGEST;
            case HEADER, CHOICE, STATUS, TEXT, SECONDS -> LONGEST;
        };
    }

    private static Optional<String> unless(boolean holds, String message) {
        return holds ? Optional.empty() : Optional.of(message);
    }

    private static boolean isHeader(String value) {
        return !value.isEmpty()
                && value.chars()
                        .allMatch(c -> c > ' ' && c < 127 && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0);
    }

    /** Line breaks are wanted in templates. */
    private static boolean isPrintable(String value) {
        return value.chars().allMatch(c -> c == '\n' || !Character.isISOControl(c));
    }

    private static boolean isAddresses(String value) {
        try {
            return !AddressList.parse(value).isAny();
        } catch (IllegalArgumentException notOne) {
            return false;
        }
    }

    private static Optional<String> faultInMapping(String value) {
        try {
            EventMapping _ = EventMapping.parse(value);
            return Optional.empty();
        } catch (IllegalArgumentException fault) {
            return Optional.of(String.valueOf(fault.getMessage()));
        }
    }

    private static boolean isSeconds(String value) {
        return !value.isEmpty()
                && value.length() <= 6
                && value.chars().allMatch(c -> c >= '0' && c <= '9')
                && Long.parseLong(value) >= 1
                && Long.parseLong(value) <= LONGEST_TOLERANCE;
    }
}
