package dev.spillway.app.http;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a value should have looked like, for a person, without repeating the one that came. */
final class Expected {

    private Expected() {}

    static String of(@Nullable Class<?> type) {
        if (type == null) {
            return "is not what is expected here";
        }
        if (type == Instant.class) {
            return "must be a time such as 2026-11-21T10:00:00.000Z";
        }
        if (type == UUID.class) {
            return "must be an id such as 0199a6c1-2f00-7a31-9d52-3a1c54e0b7aa";
        }
        if (type == ZoneId.class) {
            return "must be a time zone such as UTC or Europe/Berlin";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "must be true or false";
        }
        if (type == Double.class || type == double.class) {
            return "must be a number";
        }
        if (Number.class.isAssignableFrom(type) || type == int.class || type == long.class) {
            return "must be a whole number";
        }
        return type.isEnum() ? "must be one of " + names(type) : "is not what is expected here";
    }

    private static String names(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(EnumWords::word)
                .collect(Collectors.joining(", "));
    }

    /** How enums are written in requests: {@code deadLetters} for {@code DEAD_LETTERS}. */
    static final class EnumWords {
        private EnumWords() {}

        static String word(Object constant) {
            String[] words = ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).split("_", -1);
            StringBuilder word = new StringBuilder(words[0]);
            for (int i = 1; i < words.length; i++) {
                word.append(Character.toUpperCase(words[i].charAt(0)))
                        .append(words[i].substring(1));
            }
            return word.toString();
        }
    }
}
