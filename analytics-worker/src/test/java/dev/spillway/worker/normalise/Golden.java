package dev.spillway.worker.normalise;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.platform.provider.PresetCatalogue;
import dev.spillway.platform.signature.RequestHeaders;
import dev.spillway.platform.signature.SignedRequest;
import dev.spillway.worker.fixture.WebhookBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A vendor's request and what it becomes, in one file {@code golden/<preset>/<kind>.http}: first
 * the page of the vendor whose shape it follows, then how true to that it is, then the request,
 * then the result. A form's fields stand on lines of their own, unescaped.
 *
 * @param source the vendor's page
 * @param provenance {@code verbatim} where the body is that of the page to the byte, else {@code
 *     composed: } and what is not the page's
 * @param result what it becomes, as {@link EventJson} writes it
 */
record Golden(
        Path file,
        String source,
        String provenance,
        String query,
        Map<String, String> headers,
        String body,
        String result) {

    static final Path ROOT = Path.of("src/test/resources/golden");

    private static final String BECOMES = "\n### becomes\n\n";
    private static final Instant RECEIVED_AT = Instant.parse("2026-11-21T10:00:05.000Z");

    /** Every golden file, by vendor and kind. */
    static List<Golden> all() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(Files::isRegularFile).sorted().map(Golden::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Golden read(Path file) {
        try {
            String[] halves = Files.readString(file).split(BECOMES, 2);
            String[] request = halves[0].split("\n\n", 2);
            List<String> head = request[0].lines().toList();
            Map<String, String> headers = new LinkedHashMap<>();
            for (String line : head.subList(3, head.size())) {
                int colon = line.indexOf(": ");
                headers.put(line.substring(0, colon), line.substring(colon + 2));
            }
            return new Golden(
                    file,
                    head.getFirst().replaceFirst("^# ", ""),
                    head.get(1).replaceFirst("^# ", ""),
                    head.get(2).replaceFirst("^POST /\\??", ""),
                    headers,
                    request.length == 1 ? "" : request[1],
                    halves[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return provider() + "/" + file.getFileName().toString().replace(".http", "");
    }

    String provider() {
        return file.getParent().getFileName().toString();
    }

    Webhook webhook() {
        return webhook(body);
    }

    /** As it would be with another body. */
    Webhook webhook(String other) {
        byte[] bytes = wire(other).getBytes(StandardCharsets.UTF_8);
        WebhookBuilder builder =
                new WebhookBuilder(Ids.next(), provider())
                        .receivedAt(RECEIVED_AT)
                        .query(query)
                        .body(bytes);
        headers.forEach(builder::header);
        eventKey(bytes).ifPresent(builder::eventKey);
        return builder.build();
    }

    private String wire(String text) {
        boolean form = headers.getOrDefault("Content-Type", "").contains("form");
        return form ? text.lines().map(Golden::escaped).collect(Collectors.joining("&")) : text;
    }

    private static String escaped(String line) {
        int equals = line.indexOf('=');
        return equals < 0
                ? URLEncoder.encode(line, StandardCharsets.UTF_8)
                : URLEncoder.encode(line.substring(0, equals), StandardCharsets.UTF_8)
                        + "="
                        + URLEncoder.encode(line.substring(equals + 1), StandardCharsets.UTF_8);
    }

    /** As the door finds it. */
    private Optional<String> eventKey(byte[] bytes) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        headers.forEach((name, value) -> values.put(name, List.of(value)));
        SignedRequest request =
                new SignedRequest(
                        "POST", "https://in.example/in/k", RequestHeaders.of(values), bytes);
        return PresetCatalogue.standard()
                .find(provider())
                .flatMap(preset -> preset.eventKey(request));
    }
}
