package dev.spillway.worker.normalise;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a form's fields, or a query's, as if they were JSON: {@code data[merges][FNAME]} lies three
 * deep. A name that comes twice keeps its first value.
 */
final class Form {

    /** More than any vendor posts; the rest is left unread. */
    private static final int MOST = 1_000;

    /** Vendors nest three deep. */
    private static final int DEEPEST = 8;

    private static final Pattern BRACKETS = Pattern.compile("]\\[|\\[");

    private Form() {}

    static Fields parse(String form) throws UnreadablePayloadException {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        String[] pairs = form.split("&", MOST + 1);
        for (String pair : List.of(pairs).subList(0, Math.min(pairs.length, MOST))) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                put(
                        fields,
                        decoded(pair.substring(0, equals)),
                        decoded(pair.substring(equals + 1)));
            }
        }
        return new Fields(fields);
    }

    private static void put(ObjectNode fields, String name, String value) {
        String open = name.endsWith("]") ? name.substring(0, name.length() - 1) : name;
        String[] path = BRACKETS.split(open, DEEPEST + 1);
        if (path.length > DEEPEST) {
            return;
        }
        ObjectNode parent = fields;
        for (String step : List.of(path).subList(0, path.length - 1)) {
            JsonNode child = parent.get(step);
            if (child == null) {
                parent = parent.putObject(step);
            } else if (child.isObject()) {
                parent = (ObjectNode) child;
            } else {
                return;
            }
        }
        parent.putIfAbsent(path[path.length - 1], JsonNodeFactory.instance.stringNode(value));
    }

    private static String decoded(String text) throws UnreadablePayloadException {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new UnreadablePayloadException("a form with a broken escape");
        }
    }
}
