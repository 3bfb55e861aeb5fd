package dev.spillway.worker.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.fixture.WebhookBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;

/** Whatever bytes come, of whatever vendor: an outcome, never an exception. */
class NormaliserPropertyTest {

    private static final List<String> PROVIDERS =
            Stream.concat(
                            Normalisers.standard().byProvider().keySet().stream(),
                            Stream.of("hmac", "none", "nobody-knows"))
                    .sorted()
                    .toList();

    /** A value in JSON, or a field's in a form. */
    private static final Pattern VALUE =
            Pattern.compile("(?<=: |=)(\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s,\"{\\[][^,\\n]*)");

    /** A word where it stands as a whole value, also behind a vendor's prefix. */
    private static final String NAMING = "(?<=[\".=])%s(?=[\"\\\\\\n]|$)";

    private final Normalisers normalisers = Normalisers.standard();

    @Property(tries = 1000)
    void anyBytes(
            @ForAll byte[] body,
            @ForAll("providers") String provider,
            @ForAll("types") String type) {
        expectOutcome(provider, body, type, "");
    }

    @Property(tries = 1000)
    void anyJson(@ForAll("json") String json, @ForAll("providers") String provider) {
        expectOutcome(provider, json.getBytes(StandardCharsets.UTF_8), "application/json", "");
    }

    @Property(tries = 1000)
    void anyForm(@ForAll("forms") String form, @ForAll("providers") String provider) {
        expectOutcome(
                provider,
                form.getBytes(StandardCharsets.UTF_8),
                "application/x-www-form-urlencoded",
                "");
    }

    /** Vendors' own requests with one value replaced by something of another kind. */
    @Property(tries = 3000)
    void damagedGoldenFiles(
            @ForAll("goldens") Golden golden,
            @ForAll("scalars") String other,
            @ForAll("positions") double where) {
        String text = golden.body();
        Matcher values = VALUE.matcher(text);
        boolean found = values.find((int) (where * text.length()));
        String damaged =
                found
                        ? text.substring(0, values.start(1)) + other + text.substring(values.end(1))
                        : text;
        expectOutcome(normalisers.normalise(golden.webhook(damaged)));
    }

    /** What a vendor calls by a word that nobody here has heard of. */
    @Property(tries = 1000)
    void unheardOfKinds(
            @ForAll("goldens") Golden golden,
            @ForAll @AlphaChars @StringLength(min = 12, max = 40) String unheardOf)
            throws UnreadablePayloadException {
        String renamed = golden.body();
        for (String word : firstWords(golden)) {
            renamed =
                    Pattern.compile(NAMING.formatted(Pattern.quote(word)))
                            .matcher(renamed)
                            .replaceAll(unheardOf);
        }
        Assume.that(!renamed.equals(golden.body()));

        Normalised normalised = normalisers.normalise(golden.webhook(renamed));

        assertThat(normalised.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(normalised.events())
                .isNotEmpty()
                .allMatch(event -> event.type() == EventType.UNKNOWN);
    }

    /** Apart from Postal's own word for mail that it received, without which it is mail sent. */
    private static Set<String> firstWords(Golden golden) throws UnreadablePayloadException {
        Set<String> words = new HashSet<>();
        Normaliser normaliser = Normalisers.standard().byProvider().get(golden.provider());
        if (normaliser != null) {
            for (VendorEvent event : normaliser.events(new Payload(golden.webhook()))) {
                event.words().stream().limit(1).forEach(words::add);
            }
        }
        words.remove("incoming");
        return words;
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
        expectOutcome(normalised);
    }

    private static void expectOutcome(Normalised normalised) {
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
    Arbitrary<Golden> goldens() {
        return Arbitraries.of(Golden.all());
    }

    @Provide
    Arbitrary<String> types() {
        return Arbitraries.of(
                "application/json",
                "application/vnd.api+json; charset=utf-8",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "text/plain",
                "");
    }

    @Provide
    Arbitrary<String> forms() {
        Arbitrary<String> name =
                Arbitraries.of(
                        "type",
                        "data[email]",
                        "data[merges][FNAME]",
                        "data",
                        "contact[email]",
                        "a[b][c][d][e][f][g][h][i]",
                        "[]",
                        "[[",
                        "x[",
                        "mandrill_events",
                        "MessageStatus",
                        "Body",
                        "%zz",
                        "");
        Arbitrary<String> value =
                Arbitraries.oneOf(
                        Arbitraries.of(
                                "", "%", "%C3%28", "[]", "[{}]", "[[1]]", "received", "STOP"),
                        Arbitraries.strings().ascii().ofMaxLength(300));
        return Combinators.combine(name, value)
                .as((left, right) -> left + "=" + right)
                .list()
                .ofMaxSize(20)
                .map(pairs -> String.join("&", pairs));
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
                        "1e999999999",
                        "1e9999999999",
                        "-1.5e-9999999999",
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
                Arbitraries.of(
                        "event",
                        "type",
                        "data",
                        "object",
                        "event-data",
                        "timestamp",
                        "to",
                        "msys",
                        "Message",
                        "items",
                        "events",
                        "events_by_user",
                        "payload",
                        "properties",
                        "message_delivery_report",
                        "event_type",
                        "tags",
                        "mail");
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
