package dev.spillway.app.http;

import java.util.List;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** One header line of a vendor's request, in the order and case in which it came. */
public record HeaderLine(String name, String value) {

    private static final TypeReference<List<List<String>>> PAIRS = new TypeReference<>() {};

    /** The lines in a column: {@code [["name", "value"], …]}. */
    public static List<HeaderLine> parse(JsonMapper json, String column) {
        return json.readValue(column, PAIRS).stream()
                .map(pair -> new HeaderLine(pair.get(0), pair.get(1)))
                .toList();
    }
}
