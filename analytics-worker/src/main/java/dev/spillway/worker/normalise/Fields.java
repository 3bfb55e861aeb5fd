package dev.spillway.worker.normalise;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A JSON value of which nothing is certain: whatever is absent or of another kind than asked for is
 * empty, and nothing throws.
 */
record Fields(JsonNode node) {

    /** The year 5138: what lies beyond it is no time, but milliseconds taken for seconds. */
    private static final double FARTHEST_SECOND = 1e11;

    /** What lies under these names, one inside the other; empty fields when nothing does. */
    Fields at(String... names) {
        JsonNode found = node;
        for (String name : names) {
            found = found.path(name);
        }
        return new Fields(found);
    }

    boolean isArray() {
        return node.isArray();
    }

    /** The items of an array; none when it is something else. */
    List<Fields> items() {
        List<Fields> items = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(item -> items.add(new Fields(item)));
        }
        return items;
    }

    /** The first item of an array; empty fields when there is none. */
    Fields first() {
        return new Fields(node.path(0));
    }

    /** A text that is not blank, or a number as text. */
    Optional<String> text(String... names) {
        JsonNode found = at(names).node;
        if (found.isString()) {
            return Optional.of(found.stringValue()).filter(text -> !text.isBlank());
        }
        return found.isNumber() ? Optional.of(found.asString()) : Optional.empty();
    }

    /** True, or a text or number that says so. */
    boolean flag(String... names) {
        JsonNode found = at(names).node;
        if (found.isBoolean()) {
            return found.booleanValue();
        }
        return text(names).filter(text -> text.equals("1") || text.equals("true")).isPresent();
    }

    Optional<Long> integer(String... names) {
        JsonNode found = at(names).node;
        return found.canConvertToLong() && found.isIntegralNumber()
                ? Optional.of(found.longValue())
                : Optional.empty();
    }

    /** One text, or an array of them. */
    List<String> texts(String... names) {
        Fields found = at(names);
        if (found.isArray()) {
            return found.items().stream().flatMap(item -> item.text().stream()).toList();
        }
        return found.text().stream().toList();
    }

    /** Seconds since 1970, with a fraction where the vendor gives one, as number or text. */
    Optional<Instant> epochSeconds(String... names) {
        JsonNode found = at(names).node;
        Optional<Double> seconds =
                found.isNumber()
                        ? Optional.of(found.doubleValue())
                        : text(names).flatMap(Fields::decimal);
        return seconds.filter(value -> value >= 0 && value < FARTHEST_SECOND)
                .map(value -> Instant.ofEpochMilli(Math.round(value * 1000)));
    }

    private static Optional<Double> decimal(String text) {
        return text.matches("\\d{1,12}(\\.\\d{1,9})?")
                ? Optional.of(Double.valueOf(text))
                : Optional.empty();
    }

    /** RFC 3339, with or without a fraction; a blank stands for the T as well. */
    Optional<Instant> time(String... names) {
        return text(names).flatMap(Fields::parse);
    }

    private static Optional<Instant> parse(String text) {
        String standard = text.strip().replaceFirst(" ", "T").replaceFirst("\\+00$", "Z");
        try {
            return Optional.of(OffsetDateTime.parse(standard).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
