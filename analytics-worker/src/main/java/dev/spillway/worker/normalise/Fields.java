package dev.spillway.worker.normalise;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON value of which nothing is certain: whatever is absent or of another kind than asked for is
 * empty, and nothing throws.
 */
record Fields(JsonNode node) {

    /** The year 5138: what lies beyond it is no time, but milliseconds taken for seconds. */
    private static final double FARTHEST_SECOND = 1e11;

    private static final double FARTHEST_MILLISECOND = 1e14;

    private static final Pattern DECIMAL = Pattern.compile("\\d{1,15}(\\.\\d{1,9})?");

    /** Of nothing. */
    static Fields none() {
        return new Fields(MissingNode.getInstance());
    }

    /** Two in one. */
    static Fields of(String name, Fields one, String otherName, Fields other) {
        ObjectNode both = JsonNodeFactory.instance.objectNode();
        both.set(name, one.node.isMissingNode() ? null : one.node);
        both.set(otherName, other.node.isMissingNode() ? null : other.node);
        return new Fields(both);
    }

    /** What lies under these names, one inside the other; empty fields when nothing does. */
    Fields at(String... names) {
        JsonNode found = node;
        for (String name : names) {
            found = found.path(name);
        }
        return new Fields(found);
    }

    /** What a pointer leads to; empty fields when nothing is there. */
    Fields at(JsonPointer pointer) {
        return new Fields(node.at(pointer));
    }

    boolean isArray() {
        return node.isArray();
    }

    /** The items of an array, up to one more than is read; none when it is something else. */
    List<Fields> items() {
        return node.isArray()
                ? node.valueStream().limit(Normaliser.MOST_EVENTS + 1).map(Fields::new).toList()
                : List.of();
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
        return found.isIntegralNumber() && found.canConvertToLong()
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

    /** The first text that is there, under any of these names. */
    Optional<String> anyText(String... names) {
        return Stream.of(names).flatMap(name -> text(name).stream()).findFirst();
    }

    /** An address as a header writes it, {@code Jo <jo@example.com>}, without the name. */
    Optional<String> address(String... names) {
        return text(names)
                .map(text -> {
                    int open = text.lastIndexOf('<');
                    int close = text.indexOf('>', open);
                    return open >= 0 && close > open + 1 ? text.substring(open + 1, close) : text;
                });
    }

    /** The members of an object, as {@code name=value}, the value empty where it is no text. */
    List<String> pairs() {
        return members()
                .map(member -> member.getKey() + "=" + member.getValue().text().orElse(""))
                .toList();
    }

    /** The members of an object; none when it is something else. */
    Stream<Map.Entry<String, Fields>> members() {
        return node.propertyStream()
                .map(member -> Map.entry(member.getKey(), new Fields(member.getValue())));
    }

    /** The same object without some of its members. */
    Fields without(String... names) {
        return node.isObject()
                ? new Fields(((ObjectNode) node.deepCopy()).remove(List.of(names)))
                : this;
    }

    /** The same object with none but these members. */
    Fields only(String... names) {
        return node.isObject()
                ? new Fields(((ObjectNode) node.deepCopy()).retain(List.of(names)))
                : this;
    }

    /** RFC 3339, or seconds or milliseconds since 1970, whichever it is. */
    Optional<Instant> anyTime(String... names) {
        return time(names).or(() -> epoch(names));
    }

    /**
     * Seconds since 1970, with a fraction where the vendor gives one, or milliseconds, as number or
     * text. Nobody's webhook is of 1973 or of 5138, between which the two are told apart.
     */
    Optional<Instant> epoch(String... names) {
        return number(names)
                .filter(value -> value >= 0 && value < FARTHEST_MILLISECOND)
                .map(value -> value < FARTHEST_SECOND ? value * 1000 : value)
                .map(value -> Instant.ofEpochMilli(Math.round(value)));
    }

    /** Seconds since 1970, with a fraction where the vendor gives one, as number or text. */
    Optional<Instant> epochSeconds(String... names) {
        return number(names)
                .filter(value -> value >= 0 && value < FARTHEST_SECOND)
                .map(value -> Instant.ofEpochMilli(Math.round(value * 1000)));
    }

    private Optional<Double> number(String... names) {
        JsonNode found = at(names).node;
        return found.isNumber()
                ? found.doubleValueOpt().stream().boxed().findFirst()
                : text(names).filter(text -> DECIMAL.matcher(text).matches()).map(Double::valueOf);
    }

    /** RFC 3339, with or without a fraction; a blank stands for the T as well. */
    Optional<Instant> time(String... names) {
        return text(names).flatMap(Fields::timeOf);
    }

    /** Likewise of a text that stands outside the JSON. */
    static Optional<Instant> timeOf(String text) {
        return parsed(text, Times::withZone);
    }

    /** A date and time without a zone, which the vendor says, or shows, to be UTC. */
    Optional<Instant> utc(String... names) {
        return text(names).flatMap(text -> parsed(text, Times::utc));
    }

    /** Likewise, as carriers' delivery receipts write it: {@code YYMMDDhhmm}. */
    Optional<Instant> carrierTime(String... names) {
        return text(names).flatMap(text -> parsed(text, Times::carrier));
    }

    private static Optional<Instant> parsed(String text, Function<String, Instant> format) {
        try {
            return Optional.of(format.apply(text.strip()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
