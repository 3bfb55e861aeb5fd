package dev.spillway.localcloud.topic;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A typed attribute of a message.
 *
 * @param type {@code String}, {@code String.Array}, {@code Number} or {@code Binary}, or one of
 *     these with a label after a dot
 * @param value the text, or the bytes in base64
 */
record MessageAttribute(String type, String value) {

    private static final JsonMapper JSON = new JsonMapper();

    static Map<String, MessageAttribute> readAll(QueryRequest request) {
        Map<String, MessageAttribute> attributes = new LinkedHashMap<>();
        for (QueryRequest entry : request.list("MessageAttributes.entry")) {
            String name = entry.require("Name");
            attributes.put(name, read(name, entry.under("Value")));
        }
        return attributes;
    }

    private static MessageAttribute read(String name, QueryRequest value) {
        String type = value.find("DataType").orElse("");
        MessageAttribute attribute =
                switch (baseOf(type)) {
                    case "String", "Number" -> new MessageAttribute(type, text(name, value));
                    case "Binary" ->
                            new MessageAttribute(type, value.find("BinaryValue").orElse(""));
                    default ->
                            throw SnsException.invalidValue(
                                    "The message attribute '%s' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String."
                                            .formatted(name));
                };
        attribute.requireValid(name);
        return attribute;
    }

    private static String text(String name, QueryRequest value) {
        return value.find("StringValue")
                .filter(text -> !text.isEmpty())
                .orElseThrow(() ->
                        SnsException.invalidValue(
                                "The message attribute '%s' must contain non-empty message attribute value"
                                        .formatted(name)));
    }

    private void requireValid(String name) {
        try {
            if (baseOf(type).equals("Number")) {
                new BigDecimal(value);
            } else if (isBinary()) {
                Base64.getDecoder().decode(value);
            }
        } catch (IllegalArgumentException e) {
            throw SnsException.invalidValue(
                    "Could not cast message attribute '%s' value to its type".formatted(name));
        }
    }

    private static String baseOf(String type) {
        int dot = type.indexOf('.');
        return dot < 0 ? type : type.substring(0, dot);
    }

    boolean isBinary() {
        return baseOf(type).equals("Binary");
    }

    byte[] bytes() {
        return Base64.getDecoder().decode(value);
    }

    /** What counts towards the message's size: name, type and value. */
    int size(String name) {
        int length = isBinary() ? bytes().length : utf8(value);
        return utf8(name) + utf8(type) + length;
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /**
     * As a filter policy sees them: numbers are numbers, arrays arrays, and bytes nothing at all.
     */
    static ObjectNode toJson(Map<String, MessageAttribute> attributes) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        attributes.forEach((name, attribute) -> {
            if (!attribute.isBinary()) {
                object.set(name, attribute.toJson());
            }
        });
        return object;
    }

    private JsonNode toJson() {
        if (baseOf(type).equals("Number")) {
            return JsonNodeFactory.instance.numberNode(new BigDecimal(value));
        }
        return type.equals("String.Array") ? array() : JsonNodeFactory.instance.stringNode(value);
    }

    private JsonNode array() {
        try {
            return JSON.readTree(value);
        } catch (JacksonException e) {
            return JsonNodeFactory.instance.stringNode(value);
        }
    }
}
