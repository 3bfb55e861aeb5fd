package dev.spillway.platform.signature;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads JSON that holds its own signature. A name that stands twice in an object, or anything after
 * the object, is refused: else the value that was checked might not be the one that is used later.
 */
final class StrictJson {

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    private StrictJson() {}

    /**
     * Empty for whatever is not one object, or holds a number whose exponent nothing can hold.
     * Never throws.
     */
    static Optional<ObjectNode> object(byte[] json) {
        try {
            return MAPPER.readTree(json) instanceof ObjectNode object
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (JacksonException | NumberFormatException unreadable) {
            return Optional.empty();
        }
    }

    /** For signers, who are given what they can sign. */
    static ObjectNode demandObject(byte[] json) {
        return object(json)
                .orElseThrow(() ->
                        new IllegalArgumentException("The vendor signs inside a JSON object"));
    }

    static ObjectNode newObject() {
        return MAPPER.createObjectNode();
    }

    static byte[] bytes(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }

    /** Text or a number as text; empty for anything else. */
    static String text(JsonNode parent, String name) {
        JsonNode value = parent.path(name);
        return value.isString() || value.isNumber() || value.isBoolean() ? value.asString() : "";
    }
}
