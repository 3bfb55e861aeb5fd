package dev.spillway.worker.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.fixture.WebhookBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever bytes come, of whatever vendor: an outcome, never an exception. */
class NormaliserPropertyTest {

    private static final List<String> PROVIDERS =
            List.of(
                    "sendgrid",
                    "resend",
                    "postmark",
                    "mailgun",
                    "stripe",
                    "shopify",
                    "github",
                    "standard-webhooks",
                    "hmac",
                    "nobody-knows");

    private final Normalisers normalisers = Normalisers.standard();

    @Property(tries = 500)
    void anyBytes(@ForAll byte[] body, @ForAll("providers") String provider) {
        expectOutcome(provider, body, "application/json", "");
    }

    @Property(tries = 500)
    void anyJson(@ForAll("json") String json, @ForAll("providers") String provider) {
        expectOutcome(provider, json.getBytes(StandardCharsets.UTF_8), "application/json", "");
    }

    /** Vendors' own payloads with one value replaced by something of another kind. */
    @Property(tries = 1000)
    void damagedGoldenFiles(
            @ForAll("goldens") Path golden,
            @ForAll("scalars") String other,
            @ForAll("positions") double where)
            throws IOException {
        String text = Files.readString(golden);
        int colon = text.indexOf(": ", (int) (where * text.length()));
        if (colon > 0) {
            int end = text.indexOf('\n', colon);
            String comma = text.charAt(end - 1) == ',' ? "," : "";
            text = text.substring(0, colon + 2) + other + comma + text.substring(end);
        }
        String provider = golden.getParent().getFileName().toString();
        expectOutcome(provider, text.getBytes(StandardCharsets.UTF_8), "application/json", "");
    }

    @Property(tries = 200)
    void anyBytesThatSayTheyAreCompressed(
            @ForAll byte[] body,
            @ForAll("providers") String provider,
            @ForAll("encodings") String encoding)
            throws IOException {
        expectOutcome(provider, body, "application/json", encoding);
        expectOutcome(provider, cutGzip(body), "application/json", encoding);
    }

    private void expectOutcome(String provider, byte[] body, String type, String encoding) {
        Normalised normalised =
                normalisers.normalise(
                        new WebhookBuilder(Ids.next(), provider)
                                .header("Content-Type", type)
                                .header("Content-Encoding", encoding)
                                .header("X-Shopify-Topic", "orders/create")
                                .body(body)
                                .build());
        switch (normalised.outcome()) {
            case UNPARSABLE -> assertThat(normalised.events()).isEmpty();
            case UNKNOWN -> assertThat(normalised.events()).isNotEmpty();
            case NORMALISED ->
                    assertThat(normalised.events())
                            .allSatisfy(NormaliserPropertyTest::expectToFitItsColumns);
        }
    }

    private static void expectToFitItsColumns(NormalisedEvent event) {
        assertFits(event.recipient(), 320);
        assertFits(event.messageId(), 255);
        assertFits(event.campaign(), 255);
        assertFits(event.url(), 2048);
        assertFits(event.userAgent(), 512);
        assertFits(event.description(), 1024);
        assertFits(event.providerEventId(), 255);
        assertThat(event.occurredAt()).isNotNull();
    }

    private static void assertFits(String text, int length) {
        if (text != null) {
            assertThat(text.codePointCount(0, text.length())).isLessThanOrEqualTo(length);
        }
    }

    private static byte[] cutGzip(byte[] body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(body);
        }
        byte[] whole = out.toByteArray();
        return Arrays.copyOf(whole, whole.length - 3);
    }

    @Provide
    Arbitrary<String> providers() {
        return Arbitraries.of(PROVIDERS);
    }

    @Provide
    Arbitrary<String> encodings() {
        return Arbitraries.of("gzip", "deflate", "br", "x-gzip", "identity", "gzip, gzip");
    }

    @Provide
    Arbitrary<Double> positions() {
        return Arbitraries.doubles().between(0, 1);
    }

    @Provide
    Arbitrary<Path> goldens() throws IOException {
        return Arbitraries.of(
                Golden.all(Path.of("src/test/resources/golden")).stream()
                        .map(Golden::payload)
                        .toList());
    }

    @Provide
    Arbitrary<String> scalars() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "null",
                        "true",
                        "[]",
                        "{}",
                        "[[]]",
                        "-1",
                        "1e400",
                        "1e-400",
                        "99999999999999999999999999",
                        "9223372036854775807",
                        "1795255200.5",
                        "\"\"",
                        "\"\\u0000\"",
                        "\"\\ud800\"",
                        "[null, 1, {\"a\": []}]"),
                Arbitraries.strings().alpha().ofMaxLength(4000).map(text -> "\"" + text + "\""),
                Arbitraries.bigDecimals().map(Object::toString));
    }

    @Provide
    Arbitrary<String> json() {
        Arbitrary<String> scalar = scalars();
        Arbitrary<String> key =
                Arbitraries.of("event", "type", "data", "object", "event-data", "timestamp", "to");
        Arbitrary<String> object =
                scalar.tuple2()
                        .flatMap(values ->
                                key.map(name ->
                                        "{\"%s\": %s, \"event\": %s}"
                                                .formatted(name, values.get1(), values.get2())));
        return Arbitraries.oneOf(
                scalar,
                object,
                object.list().ofMaxSize(5).map(Object::toString),
                object.map(inner -> "{\"data\": " + inner + ", \"event-data\": " + inner + "}"));
    }
}
