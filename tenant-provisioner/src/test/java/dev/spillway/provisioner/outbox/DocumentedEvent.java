package dev.spillway.provisioner.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the contract's page says of events: its first JSON is an example, its second the schema. */
final class DocumentedEvent {

    private static final Path PAGE = Path.of("..", "docs", "events", "tenant-lifecycle.md");
    private static final Pattern BLOCK = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);

    private DocumentedEvent() {}

    /** Every property of the example, as in {@code tenant.sources.name}. */
    static Set<String> example() throws IOException {
        return shape(block(0));
    }

    /** Every property of the schema. */
    static Set<String> schema() throws IOException {
        return declared(block(1), "");
    }

    /** Every property of an event. */
    static Set<String> shape(JsonNode event) {
        Set<String> names = new TreeSet<>();
        gather(event, "", names);
        return names;
    }

    private static void gather(JsonNode node, String path, Set<String> names) {
        node.forEach(element -> {
            if (node.isArray()) {
                gather(element, path, names);
            }
        });
        node.propertyStream()
                .forEach(property -> {
                    names.add(path + property.getKey());
                    gather(property.getValue(), path + property.getKey() + ".", names);
                });
    }

    private static Set<String> declared(JsonNode schema, String path) {
        Set<String> names = new TreeSet<>();
        schema.path("properties")
                .propertyStream()
                .forEach(property -> {
                    names.add(path + property.getKey());
                    String inside = path + property.getKey() + ".";
                    names.addAll(declared(property.getValue(), inside));
                    names.addAll(declared(property.getValue().path("items"), inside));
                });
        return names;
    }

    private static JsonNode block(int index) throws IOException {
        return JsonMapper.shared()
                .readTree(
                        BLOCK.matcher(Files.readString(PAGE))
                                .results()
                                .map((MatchResult match) -> match.group(1))
                                .skip(index)
                                .findFirst()
                                .orElseThrow());
    }
}
