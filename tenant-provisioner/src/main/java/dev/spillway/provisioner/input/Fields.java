package dev.spillway.provisioner.input;

import dev.spillway.platform.provider.SettingText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON object of a request, read field by field: what is missing, wrong or unknown is gathered
 * over the whole request, so that a client mends it in one go. A null counts as absent. Not
 * thread-safe.
 */
public final class Fields {

    private final ObjectNode object;
    private final String path;
    private final Findings findings;
    private final Set<String> read = new HashSet<>();
    private final List<Fields> children = new ArrayList<>();

    private Fields(ObjectNode object, String path, Findings findings) {
        this.object = object;
        this.path = path;
        this.findings = findings;
    }

    static Fields of(ObjectNode root) {
        return new Fields(root, "", new Findings());
    }

    /** The value of a field that has to be there; empty when it is not or is wrong. */
    public <T> Optional<T> required(String name, Rule<T> rule) {
        JsonNode value = take(name);
        if (value == null) {
            wrong(name, "is required: " + rule.message());
            return Optional.empty();
        }
        return parse(name, value, rule);
    }

    /** The value of a field; empty when it is absent or wrong. */
    public <T> Optional<T> optional(String name, Rule<T> rule) {
        JsonNode value = take(name);
        return value == null ? Optional.empty() : parse(name, value, rule);
    }

    /** An object that has to be there; one without fields stands in where it is not. */
    public Fields object(String name) {
        JsonNode value = take(name);
        return child(value == null ? JsonNodeFactory.instance.objectNode() : value, name);
    }

    /** A list of objects; empty when it is absent. */
    public List<Fields> objects(String name, int most) {
        JsonNode value = take(name);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray() || value.size() > most) {
            wrong(name, "must be a list of at most " + most);
            return List.of();
        }
        List<Fields> elements = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            elements.add(child(value.get(i), name + "[" + i + "]"));
        }
        return elements;
    }

    /** An object of texts, numbers and booleans, each as text; empty when it is absent. */
    public Map<String, String> texts(String name) {
        return texts(name, false);
    }

    /** Likewise, and objects in it as their JSON. */
    public Map<String, String> textsAndObjects(String name) {
        return texts(name, true);
    }

    private Map<String, String> texts(String name, boolean objects) {
        JsonNode value = take(name);
        Map<String, String> texts = new LinkedHashMap<>();
        if (value == null) {
            return texts;
        }
        if (!value.isObject()) {
            wrong(name, "must be an object");
            return texts;
        }
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            JsonNode given = entry.getValue();
            if (!given.isNull()) {
                (given.isObject() && !objects ? Optional.<String>empty() : SettingText.of(given))
                        .ifPresentOrElse(
                                text -> texts.put(entry.getKey(), text),
                                () -> wrong(name + "." + entry.getKey(), "must be a text"));
            }
        }
        return texts;
    }

    /** Notes that a field of this object is wrong. */
    public void wrong(String field, String message) {
        findings.add(path + field, message);
    }

    /**
     * Refuses the request (422) if anything was wrong with it, fields that nobody read included.
     */
    public void end() {
        findUnknown();
        findings.raise();
    }

    /** The request in one spelling: equal for requests that differ in white space and order. */
    public byte[] canonical() {
        return JsonBody.canonical(object);
    }

    private void findUnknown() {
        object.propertyNames().stream()
                .filter(name -> !read.contains(name))
                .forEach(name -> wrong(name, "is not a field of this request"));
        children.forEach(Fields::findUnknown);
    }

    private @Nullable JsonNode take(String name) {
        read.add(name);
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private <T> Optional<T> parse(String name, JsonNode value, Rule<T> rule) {
        Optional<T> parsed = value.isString() ? rule.parse(value.stringValue()) : Optional.empty();
        if (parsed.isEmpty()) {
            wrong(name, rule.message());
        }
        return parsed;
    }

    private Fields child(JsonNode value, String name) {
        if (value instanceof ObjectNode node) {
            Fields child = new Fields(node, path + name + ".", findings);
            children.add(child);
            return child;
        }
        wrong(name, "must be an object");
        // Its missing fields would only say the same again.
        return new Fields(JsonNodeFactory.instance.objectNode(), path + name + ".", new Findings());
    }
}
