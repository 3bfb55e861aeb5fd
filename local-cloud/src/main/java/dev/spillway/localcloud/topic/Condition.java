package dev.spillway.localcloud.topic;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
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
        EQUAL("="),
        BELOW("<"),
        AT_MOST("<="),
        ABOVE(">"),
        AT_LEAST(">=");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        static Operator of(String sign) {
            for (Operator operator : values()) {
                if (operator.sign.equals(sign)) {
                    return operator;
                }
            }
            throw FilterPolicy.malformed("Unrecognized numeric range operator: " + sign);
        }

        /** Takes what {@code compareTo} says of the number and the bound. */
        boolean accepts(int comparison) {
            return switch (this) {
                case EQUAL -> comparison == 0;
                case BELOW -> comparison < 0;
                case AT_MOST -> comparison <= 0;
                case ABOVE -> comparison > 0;
                case AT_LEAST -> comparison >= 0;
            };
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

    /** A bare number is compared as it is written: 100 is not 100.0, for which there is numeric. */
    private static boolean same(JsonNode expected, JsonNode value) {
        if (expected.isNumber() && value.isNumber()) {
            return expected.decimalValue().toString().equals(value.decimalValue().toString());
        }
        return expected.equals(value);
    }

    private static boolean holds(Comparison comparison, BigDecimal value) {
        return comparison.operator().accepts(value.compareTo(comparison.bound()));
    }
}
