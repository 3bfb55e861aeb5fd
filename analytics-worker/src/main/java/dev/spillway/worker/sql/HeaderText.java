package dev.spillway.worker.sql;

import dev.spillway.platform.parcel.Header;
import java.util.List;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Headers as their columns hold them: {@code [["name", "value"], …]}, in the order they came. */
public final class HeaderText {

    private static final TypeReference<List<List<String>>> LINES = new TypeReference<>() {};

    private HeaderText() {}

    public static String of(List<Header> headers) {
        return JsonMapper.shared()
                .writeValueAsString(
                        headers.stream()
                                .map(header -> List.of(header.name(), header.value()))
                                .toList());
    }

    /** The headers in such a text. */
    public static List<Header> parse(String text) {
        return JsonMapper.shared().readValue(text, LINES).stream()
                .map(line -> new Header(line.getFirst(), line.getLast()))
                .toList();
    }
}
