package dev.spillway.platform.signature;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads a definition strictly: what nobody took in the end is an error, so that a misspelt name
 * cannot weaken a check.
 */
final class Parameters {

    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    private final Map<String, String> remaining;

    Parameters(Map<String, String> parameters) {
        this.remaining = new HashMap<>(parameters);
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(remaining.remove(name)).filter(value -> !value.isEmpty());
    }

    String require(String name) {
        return find(name).orElseThrow(() -> new InvalidSchemeException(name, "is required"));
    }

    String text(String name) {
        return find(name).orElse("");
    }

    <E extends Enum<E>> E choice(String name, Class<E> type) {
        String value = require(name);
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> id(constant).equals(value))
                .findFirst()
                .orElseThrow(() -> new InvalidSchemeException(name, "is one of " + ids(type)));
    }

    <E extends Enum<E>> E choice(String name, E standard) {
        return remaining.containsKey(name) ? choice(name, standard.getDeclaringClass()) : standard;
    }

    /** Names of one header by the brands it goes under, separated by spaces. */
    List<String> headers(String name) {
        List<String> names =
                find(name).map(value -> List.of(value.split(" ", -1))).orElse(List.of());
        if (!names.stream().allMatch(Parameters::isToken)) {
            throw new InvalidSchemeException(name, "is not a header name");
        }
        return names;
    }

    void finish() {
        if (!remaining.isEmpty()) {
            String first = new TreeSet<>(remaining.keySet()).first();
            throw new InvalidSchemeException(first, "is not a parameter of this scheme");
        }
    }

    /** A field name as of RFC 9110, 5.1. */
    static boolean isToken(String name) {
        return !name.isEmpty()
                && name.chars()
                        .allMatch(c ->
                                c < 128
                                        && (Character.isLetterOrDigit(c)
                                                || TOKEN_MARKS.indexOf(c) >= 0));
    }

    static String id(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <E extends Enum<E>> String ids(Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(Parameters::id)
                .collect(Collectors.joining(", "));
    }
}
