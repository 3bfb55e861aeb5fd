package dev.spillway.localcloud.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which messages a subscription wants: every key must match, by any of its conditions. Rules from
 * the SNS Developer Guide, "Amazon SNS subscription filter policies".
 */
record FilterPolicy(Scope scope, Map<String, Rule> rules) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MAX_KEYS = 5;

    /** What the policy looks at. */
    enum Scope {
        ATTRIBUTES,
        BODY;

        static Scope named(String name) {
            return switch (name) {
                case "MessageAttributes" -> ATTRIBUTES;
                case "MessageBody" -> BODY;
                default ->
                        throw SnsException.invalidParameter(
                                "FilterPolicyScope: Invalid value [%s]. Please use either MessageBody or MessageAttributes"
                                        .formatted(name));
            };
        }
    }

    /** What a key of the policy holds: conditions on a value, or keys of a nested object. */
    sealed interface Rule {}

    record AnyOf(List<Condition> conditions) implements Rule {}

    record Nested(Map<String, Rule> rules) implements Rule {}

    static FilterPolicy parse(String json, Scope scope) {
        JsonNode policy = read(json);
        if (policy == null || !policy.isObject()) {
            throw malformed("failed to parse JSON");
        }
        Map<String, Rule> rules = FilterPolicyParser.rules(policy, scope == Scope.BODY);
        if (rules.size() > MAX_KEYS) {
            throw malformed("Filter policy can not have more than %d keys".formatted(MAX_KEYS));
        }
        return new FilterPolicy(scope, rules);
    }

    static SnsException malformed(String reason) {
        return SnsException.invalidParameter("FilterPolicy: " + reason);
    }

    /** An empty policy takes everything; how AWS says that a policy is taken away. */
    boolean accepts(Publication publication) {
        if (rules.isEmpty()) {
            return true;
        }
        JsonNode subject =
                switch (scope) {
                    case ATTRIBUTES -> MessageAttribute.toJson(publication.attributes());
                    case BODY -> read(publication.message());
                };
        return subject != null && subject.isObject() && matches(rules, List.of(subject));
    }

    private static boolean matches(Map<String, Rule> rules, List<JsonNode> subjects) {
        return rules.entrySet().stream()
                .allMatch(rule -> matches(rule.getValue(), values(subjects, rule.getKey())));
    }

    private static boolean matches(Rule rule, List<JsonNode> values) {
        return switch (rule) {
            case AnyOf(List<Condition> conditions) ->
                    conditions.stream().anyMatch(condition -> condition.accepts(values));
            case Nested(Map<String, Rule> rules) -> matches(rules, values);
        };
    }

    /** The values a key has; an array stands for each of its elements. */
    private static List<JsonNode> values(List<JsonNode> subjects, String key) {
        List<JsonNode> values = new ArrayList<>();
        for (JsonNode subject : subjects) {
            JsonNode value = subject.get(key);
            if (value != null) {
                addFlat(value, values);
            }
        }
        return values;
    }

    private static void addFlat(JsonNode value, List<JsonNode> values) {
        if (value.isArray()) {
            value.forEach(element -> addFlat(element, values));
        } else {
            values.add(value);
        }
    }

    private static @Nullable JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            return null;
        }
    }
}
