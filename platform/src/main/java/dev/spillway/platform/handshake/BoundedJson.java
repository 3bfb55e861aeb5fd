package dev.spillway.platform.handshake;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON of the size that handshakes have: anything larger is a webhook and not worth reading. */
final class BoundedJson {

    private static final int LARGEST = 8 * 1024;
    private static final JsonMapper JSON = JsonMapper.shared();

    private BoundedJson() {}

    /** Empty for what is larger, or no JSON. */
    static Optional<JsonNode> read(byte[] body) {
        if (body.length == 0 || body.length > LARGEST) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(JSON.readTree(body));
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    static String write(Map<String, String> object) {
        return JSON.writeValueAsString(new TreeMap<>(object));
    }
}
