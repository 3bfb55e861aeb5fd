package dev.spillway.platform.source;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A source's settings as presets take them: by name, numbers and booleans as text. */
public final class SourceSettings {

    private static final JsonMapper JSON = JsonMapper.shared();

    private SourceSettings() {}

    /**
     * What is nested belongs to others (the worker's field mapping) and is left out.
     *
     * @throws IllegalArgumentException when it is no JSON object; the message repeats nothing of it
     */
    public static Map<String, String> parse(String json) {
        Map<String, String> settings = new HashMap<>();
        for (Map.Entry<String, JsonNode> setting : object(json).properties()) {
            if (setting.getValue().isValueNode() && !setting.getValue().isNull()) {
                settings.put(setting.getKey(), setting.getValue().asString());
            }
        }
        return settings;
    }

    private static JsonNode object(String json) {
        try {
            JsonNode node = JSON.readTree(json);
            if (node.isObject()) {
                return node;
            }
        } catch (JacksonException e) {
            // Falls through: a parser's message quotes what it read.
        }
        throw new IllegalArgumentException("its settings are no JSON object");
    }
}
