package dev.spillway.localcloud.topic;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** One alternative of a filter policy's key. */
sealed interface Condition {

    record Exact(JsonNode expected) implements Condition {}

    record Prefix(String prefix) implements Condition {}

    record Suffix(String suffix) implements Condition {}

    record EqualsIgnoreCase(String expected) implements Condition {}

    record AnythingBut(List<Condition> excluded) implements Condition {}

    record Numeric(List<Comparison> comparisons) implements Condition {}

    record Exists(boolean expected) implements Condition {}

    record Comparison(Operator operator, BigDecimal bound) {}

    /** How a number compares with the bound. */
    enum Operator {
        EQUAL("=", comparison -> comparison == 0),
        BELOW("<", comparison -> comparison < 0),
        AT_MOST("<=", comparison -> comparison <= 0),
        ABOVE(">", comparison -> comparison > 0),
        AT_LEAST(">=", comparison -> comparison >= 0);

        private final String sign;
        private final Predicate<Integer> accepts;

        Operator(String sign, Predicate<Integer> accepts) {
            this.sign = sign;
            this.accepts = accepts;
        }

        static Operator of(String sign) {
            for (Operator operator : values()) {
                if (operator.sign.equals(sign)) {
                    return operator;
                }
            }
            throw FilterPolicy.malformed("Unrecognized numeric range operator: " + sign);
        }
    }

    /** Whether a key with these values satisfies the condition; a missing key has none. */
    default boolean accepts(List<JsonNode> values) {
        return switch (this) {
            case Exists(boolean expected) -> expected != values.isEmpty();
            // Each value may be the one that is not excluded; a missing key has no such value.
            case AnythingBut(List<Condition> excluded) ->
                    values.stream()
                            .anyMatch(value ->
                                    excluded.stream().noneMatch(e -> e.accepts(List.of(value))));
            case Exact _, Prefix _, Suffix _, EqualsIgnoreCase _, Numeric _ ->
                    values.stream().anyMatch(this::acceptsOne);
        };
    }

    private boolean acceptsOne(JsonNode value) {
        return switch (this) {
            case Exact(JsonNode expected) -> same(expected, value);
            case Prefix(String prefix) ->
                    value.isString() && value.stringValue().startsWith(prefix);
            case Suffix(String suffix) -> value.isString() && value.stringValue().endsWith(suffix);
            case EqualsIgnoreCase(String expected) ->
                    value.isString()
                            && value.stringValue()
                                    .toLowerCase(Locale.ROOT)
                                    .equals(expected.toLowerCase(Locale.ROOT));
            case Numeric(List<Comparison> comparisons) ->
                    value.isNumber()
                            && comparisons.stream().allMatch(c -> holds(c, value.decimalValue()));
            case AnythingBut _, Exists _ -> accepts(List.of(value));
        };
    }

    private static boolean same(JsonNode expected, JsonNode value) {
        return expected.isNumber() && value.isNumber()
                ? expected.decimalValue().compareTo(value.decimalValue()) == 0
                : expected.equals(value);
    }

    private static boolean holds(Comparison comparison, BigDecimal value) {
        return comparison.operator().accepts.test(value.compareTo(comparison.bound()));
    }
}
