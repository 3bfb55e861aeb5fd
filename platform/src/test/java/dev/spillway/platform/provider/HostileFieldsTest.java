package dev.spillway.platform.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.platform.signature.Delivery;
import dev.spillway.platform.signature.SnsTrust;
import dev.spillway.platform.signature.Verdict;
import dev.spillway.platform.signature.Verifier;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests of the right build with the wrong things in it, so that checks are entered to their end:
 * refused, never trusted, never an exception, and with a key of bounded length.
 */
class HostileFieldsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String SIGNATURE = "Signature";

    /** Trusts, so that nothing but the signature is left to refuse. */
    private static final Verifier SES =
            bound(
                    "ses",
                    Map.of(),
                    new SnsTrust(List.of(), _ -> Optional.of(SnsMessages.publicKey())));

    private static final Verifier MICROSOFT = bound("microsoft-graph", Map.of());
    private static final Verifier TWILIO = bound("twilio", Map.of());
    private static final Verifier MANDRILL = bound("mandrill", Map.of());
    private static final Map<String, String> JWT = Map.of("version", "messagebird-jwt");
    private static final Verifier BIRD = bound("bird", JWT);

    @Property(tries = 500)
    void noMessageOfSnsIsTrusted(@ForAll("snsMessages") String message) {
        Preset ses = preset("ses");
        isRefused(ses, Map.of(), SES, Delivery.of(message));

        // Confirming one is asked for only behind the signature, and must not throw even before.
        ses.handshake()
                .orElseThrow()
                .answer(
                        Delivery.of(message).request(),
                        SampleCredentials.of(ses, "acme").credentials());
    }

    @Property(tries = 500)
    void noClientStateIsTrusted(@ForAll("notifications") String body) {
        isRefused(preset("microsoft-graph"), Map.of(), MICROSOFT, Delivery.of(body));
    }

    @Property(tries = 500)
    void noTokenOfMessageBirdIsTrusted(
            @ForAll("tokens") String token, @ForAll("forms") String body) {
        isRefused(
                preset("bird"),
                JWT,
                BIRD,
                Delivery.of(body).header("MessageBird-Signature-JWT", token));
    }

    @Property(tries = 500)
    void noFormIsTrusted(
            @ForAll("forms") String body,
            @ForAll("queries") String query,
            @ForAll("signatures") String signature) {
        String url = "https://in.spillway.example/in/key?" + query;
        isRefused(
                preset("twilio"),
                Map.of(),
                TWILIO,
                Delivery.of(body).url(url).header("X-Twilio-Signature", signature));
        isRefused(
                preset("mandrill"),
                Map.of(),
                MANDRILL,
                Delivery.of(body).url(url).header("X-Mandrill-Signature", signature));
    }

    private static void isRefused(
            Preset preset, Map<String, String> settings, Verifier verifier, Delivery delivery) {
        assertThat(verifier.verify(delivery.request(), NOW)).isInstanceOf(Verdict.Refused.class);
        assertThat(
                        preset.identity(settings)
                                .eventKey(delivery.request())
                                .map(String::length)
                                .orElse(1))
                .isBetween(1, EventIdentity.MAX_KEY_LENGTH);
    }

    /** Every field may be missing, or hold what another should. */
    @Provide
    Arbitrary<String> snsMessages() {
        String topic = SampleCredentials.of(preset("ses"), "acme").received().get("topicArns");
        Arbitrary<String> names =
                Arbitraries.of(
                        "Type",
                        "MessageId",
                        "TopicArn",
                        "Message",
                        "Timestamp",
                        "Subject",
                        "Token",
                        "SubscribeURL",
                        "SignatureVersion",
                        "SigningCertURL",
                        SIGNATURE);
        Arbitrary<Object> values =
                Arbitraries.of(
                        "Notification",
                        "SubscriptionConfirmation",
                        "UnsubscribeConfirmation",
                        topic,
                        SnsMessages.CERTIFICATE,
                        "2026-11-21T10:00:00.000Z",
                        "1",
                        "2",
                        "AAAA",
                        "AA==",
                        "a\nMessageId\nb",
                        "\u0000",
                        "\ud800",
                        "x".repeat(300),
                        7,
                        true,
                        List.of("Notification"),
                        Map.of());
        return Arbitraries.maps(names, values)
                .ofMaxSize(5)
                .map(spoilt -> {
                    Map<String, Object> message = whole(topic);
                    message.putAll(spoilt);
                    return message;
                })
                .flatMap(message ->
                        names.list()
                                .ofMaxSize(2)
                                .map(gone -> {
                                    Map<String, Object> left = new TreeMap<>(message);
                                    left.keySet().removeAll(gone);
                                    return JsonMapper.shared().writeValueAsString(left);
                                }));
    }

    /** Right in all but its signature. */
    private static Map<String, Object> whole(String topic) {
        Map<String, Object> message = new TreeMap<>(SnsMessages.confirmation());
        message.put("TopicArn", topic);
        message.put(SIGNATURE, "AAAA");
        return message;
    }

    @Provide
    Arbitrary<String> notifications() {
        return joined(
                14,
                "{\"value\":[",
                "{\"value\":{",
                "{\"clientState\":\"guess\"}",
                "{\"clientState\":null}",
                "{\"clientState\":[\"guess\"]}",
                "{\"clientState\":\"gu",
                "\"clientState\":",
                "\"\\ud800\"",
                "1e999999999",
                "[[[[[[[[",
                "{\"a\":",
                "{",
                "}",
                "[",
                "]",
                "]}",
                ",",
                "\u0000");
    }

    @Provide
    Arbitrary<String> tokens() {
        return joined(
                5,
                encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + ".",
                encoded("{\"alg\":\"none\"}") + ".",
                encoded("{\"alg\":\"RS256\"}") + ".",
                encoded(
                                "{\"iss\":\"MessageBird\",\"nbf\":1795255100,\"exp\":1795255300,"
                                        + "\"url_hash\":\"00\",\"payload_hash\":\"00\"}")
                        + ".",
                encoded("{\"iss\":[],\"exp\":\"soon\",\"url_hash\":7}") + ".",
                encoded("{\"exp\":1e400}") + ".",
                encoded("[".repeat(600)) + ".",
                "AAAA",
                "=",
                "é",
                ".",
                " ");
    }

    @Provide
    Arbitrary<String> forms() {
        return joined(
                12,
                "To=",
                "From=",
                "mandrill_events=",
                "%5B%5D",
                "%2B1800",
                "%",
                "%z",
                "%00",
                "%ED%A0%80",
                "+",
                "&",
                "&&",
                "=",
                "é",
                "\ud800",
                "\r\n",
                "{\"a\":1}");
    }

    @Provide
    Arbitrary<String> queries() {
        String empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        return joined(
                6,
                "bodySHA256=",
                empty,
                empty.toUpperCase(Locale.ROOT),
                "bodysha256=",
                "&",
                "=",
                "%",
                "%00",
                "?",
                "#",
                "foo=1");
    }

    @Provide
    Arbitrary<String> signatures() {
        return joined(4, "AAAAAAAAAAAAAAAAAAAAAAAAAAA=", "AAAA", "=", ",", " ", "é", "%", "_-");
    }

    private static Arbitrary<String> joined(int most, String... pieces) {
        return Arbitraries.of(pieces).list().ofMaxSize(most).map(parts -> String.join("", parts));
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static Verifier bound(String id, Map<String, String> settings) {
        return bound(id, settings, SnsTrust.none());
    }

    private static Verifier bound(String id, Map<String, String> settings, SnsTrust trust) {
        return preset(id)
                .bind(SampleCredentials.of(preset(id), "acme").credentials(), settings, trust);
    }

    private static Preset preset(String id) {
        return PresetCatalogue.standard().find(id).orElseThrow();
    }
}
