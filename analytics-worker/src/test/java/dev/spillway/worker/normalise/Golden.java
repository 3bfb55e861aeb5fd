package dev.spillway.worker.normalise;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.platform.provider.PresetCatalogue;
import dev.spillway.platform.signature.RequestHeaders;
import dev.spillway.platform.signature.SignedRequest;
import dev.spillway.worker.fixture.WebhookBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A vendor's payload, its headers, and the file that says what it becomes. */
record Golden(Path payload) {

    private static final String EXPECTED = ".expected.json";

    static List<Golden> all(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> !file.toString().endsWith(EXPECTED))
                    .sorted()
                    .map(Golden::new)
                    .toList();
        }
    }

    String name() {
        return provider() + "/" + kind();
    }

    private String provider() {
        return payload.getParent().getFileName().toString();
    }

    private String kind() {
        return payload.getFileName().toString().replace(".json", "");
    }

    Path expectedFile() {
        return payload.resolveSibling(kind() + EXPECTED);
    }

    String expected() throws IOException {
        return Files.readString(expectedFile());
    }

    Webhook webhook() throws IOException {
        Map<String, String> headers = headers();
        byte[] body = Files.readAllBytes(payload);
        WebhookBuilder builder =
                new WebhookBuilder(Ids.next(), provider())
                        .receivedAt(Instant.parse("2026-11-21T10:00:05.000Z"))
                        .body(body);
        headers.forEach(builder::header);
        eventKey(headers, body).ifPresent(builder::eventKey);
        return builder.build();
    }

    /** As the door finds it. */
    private Optional<String> eventKey(Map<String, String> headers, byte[] body) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        headers.forEach((name, value) -> values.put(name, new ArrayList<>(List.of(value))));
        SignedRequest request =
                new SignedRequest(
                        "POST", "https://in.example/in/k", RequestHeaders.of(values), body);
        return PresetCatalogue.standard()
                .find(provider())
                .flatMap(preset -> preset.eventKey(request));
    }

    private Map<String, String> headers() throws IOException {
        Path file = payload.resolveSibling(kind() + ".headers");
        Map<String, String> headers = new LinkedHashMap<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                int colon = line.indexOf(": ");
                headers.put(line.substring(0, colon), line.substring(colon + 2));
            }
        }
        return headers;
    }
}
