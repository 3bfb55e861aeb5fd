package dev.spillway.localcloud.topic;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Reads a filter policy; an operator that is not served here is refused, never ignored. */
final class FilterPolicyParser {

    private FilterPolicyParser() {}

    static Map<String, FilterPolicy.Rule> rules(JsonNode policy, boolean nestingAllowed) {
        Map<String, FilterPolicy.Rule> rules = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> property : policy.properties()) {
            if (property.getKey().startsWith("$")) {
                throw unknown(property.getKey());
            }
            rules.put(property.getKey(), rule(property.getValue(), nestingAllowed));
        }
        return rules;
    }

    private static FilterPolicy.Rule rule(JsonNode value, boolean nestingAllowed) {
        if (value.isObject() && nestingAllowed) {
            return new FilterPolicy.Nested(rules(value, true));
        }
        if (!value.isArray()) {
            throw FilterPolicy.malformed("\"key\" must be an object or an array");
        }
        if (value.isEmpty()) {
            throw FilterPolicy.malformed("Empty arrays are not allowed");
        }
        List<Condition> conditions = new ArrayList<>();
        value.forEach(element -> conditions.add(condition(element)));
        return new FilterPolicy.AnyOf(conditions);
    }

    private static Condition condition(JsonNode element) {
        if (element.isValueNode()) {
            return new Condition.Exact(element);
        }
        if (!element.isObject() || element.size() != 1) {
            throw FilterPolicy.malformed(
                    "Match value must be String, number, true, false, or null");
        }
        Map.Entry<String, JsonNode> operator = element.properties().iterator().next();
        JsonNode operand = operator.getValue();
        return switch (operator.getKey()) {
            case "prefix" -> new Condition.Prefix(string(operand, "prefix"));
            case "suffix" -> new Condition.Suffix(string(operand, "suffix"));
            case "equals-ignore-case" ->
                    new Condition.EqualsIgnoreCase(string(operand, "equals-ignore-case"));
            case "anything-but" -> new Condition.AnythingBut(alternatives(operand));
            case "numeric" -> new Condition.Numeric(comparisons(operand));
            case "exists" -> new Condition.Exists(flag(operand));
            default -> throw unknown(operator.getKey());
        };
    }

    private static List<Condition> alternatives(JsonNode operand) {
        List<Condition> alternatives = new ArrayList<>();
        if (operand.isArray()) {
            operand.forEach(element -> alternatives.add(condition(element)));
        } else {
            alternatives.add(condition(operand));
        }
        return alternatives;
    }

    private static List<Condition.Comparison> comparisons(JsonNode operand) {
        if (!operand.isArray() || operand.isEmpty() || operand.size() % 2 != 0) {
            throw FilterPolicy.malformed("Value of numeric must be an array of pairs");
        }
        List<Condition.Comparison> comparisons = new ArrayList<>();
        for (int i = 0; i < operand.size(); i += 2) {
            comparisons.add(comparison(operand.get(i), operand.get(i + 1)));
        }
        return comparisons;
    }

    private static Condition.Comparison comparison(JsonNode operator, JsonNode bound) {
        if (!bound.isNumber()) {
            throw FilterPolicy.malformed("Value of a numeric range must be numeric");
        }
        BigDecimal number = bound.decimalValue();
        return new Condition.Comparison(Condition.Operator.of(string(operator, "numeric")), number);
    }

    private static String string(JsonNode operand, String operator) {
        if (!operand.isString()) {
            throw FilterPolicy.malformed(operator + " match pattern must be a string");
        }
        return operand.stringValue();
    }

    private static boolean flag(JsonNode operand) {
        if (!operand.isBoolean()) {
            throw FilterPolicy.malformed("exists match pattern must be either true or false.");
        }
        return operand.booleanValue();
    }

    private static SnsException unknown(String operator) {
        return FilterPolicy.malformed("Unrecognized match type " + operator);
    }
}
