package dev.spillway.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.ingestion.testkit.Endpoint;
import dev.spillway.ingestion.testkit.ReceivedParcels;
import dev.spillway.ingestion.testkit.RunningDoor;
import dev.spillway.ingestion.testkit.TestSchema;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.parcel.Verification;
import dev.spillway.platform.provider.PresetCatalogue;
import dev.spillway.platform.signal.LearntSecret;
import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.RequestHeaders;
import dev.spillway.platform.signature.SignedRequest;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What vendors ask of an endpoint before they post to it, over real HTTP. */
@CloudTest
class HandshakesIT {

    private static final String SECRET = "a-secret-of-the-vendor";
    private static final String PUBLIC_URL = "https://in.spillway.example";
    private static final byte[] NOTHING = {};

    private static TestSchema schema;
    private static RunningDoor door;
    private static ReceivedParcels queues;
    private static UUID tenant;

    @BeforeAll
    static void start(TestCloud cloud) {
        schema = TestSchema.on(cloud.database());
        tenant = schema.addTenant();
        door =
                RunningDoor.start(
                        cloud,
                        schema,
                        Map.of(
                                "spillway.ingest.public-url",
                                PUBLIC_URL,
                                "spillway.directory.poll-interval",
                                "100ms"));
        queues = new ReceivedParcels(cloud);
    }

    @AfterAll
    static void stop() {
        door.close();
    }

    private static Endpoint source(String provider, Map<String, String> credentials) {
        return source(provider, "enforce", credentials);
    }

    private static Endpoint source(String provider, String mode, Map<String, String> credentials) {
        Endpoint source = schema.addSource(tenant, provider, mode, credentials, Map.of());
        door.awaitSource(source);
        return source;
    }

    private static HttpResponse<String> ask(String method, String path) {
        return door.send(
                HttpRequest.newBuilder(door.uri(path)).method(method, BodyPublishers.noBody()));
    }

    /** As the vendor signs it. */
    private static Map<String, String> signed(
            String provider, Endpoint source, String body, Map<String, String> credentials) {
        SignedRequest request =
                new SignedRequest(
                        "POST",
                        PUBLIC_URL + source.path(),
                        RequestHeaders.none(),
                        body.getBytes(UTF_8));
        return PresetCatalogue.standard()
                .find(provider)
                .orElseThrow()
                .signer(Credentials.of(credentials), Map.of())
                .sign(request, Instant.now())
                .headers();
    }

    private static HttpResponse<String> postSigned(
            String provider, Endpoint source, String body, Map<String, String> credentials) {
        return door.post(source, body.getBytes(UTF_8), signed(provider, source, body, credentials));
    }

    /** It was answered, counted, and is no webhook. */
    private static void assertAnswered(HttpResponse<String> response, String body) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(body);
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(response.headers().firstValue("Spillway-Webhook-Id")).isEmpty();
        assertThat(response.headers().firstValue("Content-Type").orElse("text/plain"))
                .doesNotContain("html");
    }

    private static void assertRefused(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(RunningDoor.json(response).path("code").asString()).isEqualTo(code);
    }

    @Test
    void slackGetsItsChallengeBackOnceItIsProvenToBeSlack() {
        Map<String, String> credentials = Map.of("secret", SECRET);
        Endpoint source = source("slack", credentials);
        String question = "{\"type\":\"url_verification\",\"challenge\":\"3eZbrw1aB10FEMAGAZd4\"}";

        assertAnswered(
                postSigned("slack", source, question, credentials),
                "{\"challenge\":\"3eZbrw1aB10FEMAGAZd4\"}");
        assertRefused(
                postSigned("slack", source, question, Map.of("secret", "another")),
                401,
                "signature_invalid");
        await().until(() -> door.metric("spillway.door.handshakes", "provider:slack") == 1);
    }

    @Test
    void zoomGetsItsTokenBackSigned() throws Exception {
        Map<String, String> credentials = Map.of("secret", SECRET);
        Endpoint source = source("zoom", credentials);
        String question =
                "{\"event\":\"endpoint.url_validation\",\"payload\":{\"plainToken\":\"qgg8vlvZRS6UYooatFL8Aw\"}}";
        String encrypted = HexFormat.of().formatHex(hmac("qgg8vlvZRS6UYooatFL8Aw"));

        assertAnswered(
                postSigned("zoom", source, question, credentials),
                "{\"encryptedToken\":\"%s\",\"plainToken\":\"qgg8vlvZRS6UYooatFL8Aw\"}"
                        .formatted(encrypted));
        assertRefused(
                door.post(source, question.getBytes(UTF_8), Map.of()), 401, "signature_missing");
    }

    /** An echo tells a stranger nothing: who may post a webhook may ask for it. */
    @ParameterizedTest
    @ValueSource(strings = {"shadow", "off"})
    void slackIsSetUpWhereverItsWebhooksAreLetIn(String mode) {
        Endpoint source = source("slack", mode, Map.of("secret", "not Slack's yet"));
        String question = "{\"type\":\"url_verification\",\"challenge\":\"3eZbrw1aB10F\"}";

        assertAnswered(
                postSigned("slack", source, question, Map.of("secret", SECRET)),
                "{\"challenge\":\"3eZbrw1aB10F\"}");
        assertAnswered(
                door.post(source, question.getBytes(UTF_8), Map.of()),
                "{\"challenge\":\"3eZbrw1aB10F\"}");
    }

    /**
     * What Zoom hears is signed, and so for Zoom alone: with a wrong secret it would be worth
     * nothing to Zoom, and with the right one a stranger would learn what the secret makes of his
     * text.
     */
    @ParameterizedTest
    @CsvSource({
        "shadow, FAILED",
        "off,    UNCHECKED",
    })
    void zoomsTokenIsSignedForZoomAloneInEveryMode(String mode, Verification verification)
            throws Exception {
        Map<String, String> credentials = Map.of("secret", SECRET);
        Endpoint source = source("zoom", mode, credentials);
        String question =
                "{\"event\":\"endpoint.url_validation\",\"payload\":{\"plainToken\":\"qgg8vlvZRS\"}}";
        String encrypted = HexFormat.of().formatHex(hmac("qgg8vlvZRS"));

        assertAnswered(
                postSigned("zoom", source, question, credentials),
                "{\"encryptedToken\":\"%s\",\"plainToken\":\"qgg8vlvZRS\"}".formatted(encrypted));
        for (HttpResponse<String> stranger :
                List.of(
                        postSigned("zoom", source, question, Map.of("secret", "another")),
                        door.post(source, question.getBytes(UTF_8), Map.of()))) {
            assertThat(stranger.statusCode()).isEqualTo(200);
            assertThat(stranger.body()).doesNotContain(encrypted);
            assertThat(queues.webhook(RunningDoor.webhookId(stranger)).verification())
                    .isEqualTo(verification);
        }
    }

    @Test
    void zoomIsNotAnsweredWhereThereIsNoSecretToAnswerWith() {
        Endpoint source = source("zoom", "off", Map.of());
        String question =
                "{\"event\":\"endpoint.url_validation\",\"payload\":{\"plainToken\":\"qgg8vlvZRS\"}}";

        assertThat(postSigned("zoom", source, question, Map.of("secret", SECRET)).body())
                .doesNotContain("encryptedToken");
    }

    @Test
    void metaGetsItsChallengeBackIfItKnowsTheVerifyToken() {
        Endpoint source = source("meta", Map.of("secret", SECRET, "verifyToken", "meatyhamhock"));
        String question =
                source.path() + "?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=";

        HttpResponse<String> answer = ask("GET", question + "meatyhamhock");

        assertAnswered(answer, "1158201444");
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        assertRefused(ask("GET", question + "vegan"), 401, "credentials_invalid");
        assertRefused(ask("GET", source.path()), 400, "malformed_request");
        assertMethods(ask("HEAD", question + "meatyhamhock"), "GET, POST");
    }

    @Test
    void xGetsItsTokenBackSignedAndNothingElse() throws Exception {
        Endpoint source = source("x", Map.of("secret", SECRET));
        String response = Base64.getEncoder().encodeToString(hmac("NTlhMjU4ZjE"));

        assertAnswered(
                ask("GET", source.path() + "?crc_token=NTlhMjU4ZjE"),
                "{\"response_token\":\"sha256=" + response + "\"}");
        // Signed, it would be the signature of an event.
        assertRefused(
                ask("GET", source.path() + "?crc_token=%7B%22for_user_id%22%3A%221%22%7D"),
                400,
                "malformed_request");
    }

    @Test
    void mailchimpFindsTheEndpointOfItsToken() {
        Endpoint source = source("mailchimp", Map.of("token", "t0ken"));

        assertAnswered(ask("GET", source.path() + "?token=t0ken"), "");
        assertRefused(ask("GET", source.path() + "?token=guess"), 401, "credentials_invalid");
        assertRefused(ask("GET", source.path()), 401, "credentials_invalid");
    }

    @Test
    void mandrillFindsTheEndpointAndMayTestItWithNoEvents() {
        Endpoint source = source("mandrill", Map.of("secret", SECRET));
        Map<String, String> test = Map.of("secret", "test-webhook");

        assertAnswered(ask("HEAD", source.path()), "");
        assertAnswered(ask("GET", source.path()), "");
        assertAnswered(postSigned("mandrill", source, "mandrill_events=%5B%5D", test), "");
        assertRefused(
                postSigned(
                        "mandrill",
                        source,
                        "mandrill_events=%5B%7B%22event%22%3A%22open%22%7D%5D",
                        test),
                401,
                "signature_invalid");
        assertRefused(
                postSigned(
                        "mandrill", source, "mandrill_events=%5B%5D", Map.of("secret", "another")),
                401,
                "signature_invalid");
    }

    @Test
    void microsoftGetsItsTokenBackAsPlainText() {
        Endpoint source = source("microsoft-graph", Map.of("secret", SECRET));
        String token =
                "Validation%3A+Testing+client+application+%3Cscript%3Ealert(1)%3C%2Fscript%3E";

        HttpResponse<String> answer =
                door.post(source.path() + "?validationToken=" + token, NOTHING, Map.of());

        assertAnswered(answer, "Validation: Testing client application <script>alert(1)</script>");
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        assertRefused(
                door.post(
                        source.path() + "?validationToken=" + "x".repeat(2049), NOTHING, Map.of()),
                401,
                "credentials_invalid");
    }

    @Test
    void wooCommerceAndSparkPostHearExactly200ToTheirPings() {
        Endpoint shop = source("woocommerce", Map.of("secret", SECRET));
        Map<String, String> user = Map.of("username", "u", "password", "p");
        Endpoint mail = source("sparkpost", user);

        assertAnswered(door.post(shop, "webhook_id=17".getBytes(UTF_8), Map.of()), "");
        assertRefused(
                door.post(shop, "webhook_id=17&paid=1".getBytes(UTF_8), Map.of()),
                401,
                "signature_missing");
        assertAnswered(postSigned("sparkpost", mail, "[{\"msys\":{}}]", user), "");
        assertRefused(
                door.post(mail, "[{\"msys\":{}}]".getBytes(UTF_8), Map.of()),
                401,
                "credentials_invalid");
    }

    @Test
    void asanasSecretIsInTheQueueBeforeAsanaHearsSo() {
        Endpoint source = schema.addPendingSource(tenant, "asana");
        door.awaitSource(source);

        HttpResponse<String> answer = door.post(source, NOTHING, hookSecret());

        assertAnswered(answer, "");
        assertThat(answer.headers().firstValue("X-Hook-Secret")).contains(SECRET);
        LearntSecret learnt = queues.signals(LearntSecret.class).getLast();
        assertThat(learnt.sourceId()).isEqualTo(source.sourceId());
        assertThat(learnt.tenantId()).isEqualTo(tenant);
        assertThat(new String(learnt.credentials(), UTF_8)).doesNotContain(SECRET);

        String event = "{\"events\":[]}";
        assertRefused(
                postSigned("asana", source, event, Map.of("secret", SECRET)),
                401,
                "signature_invalid");
        schema.setCredentials(source, learnt.credentials());
        schema.setStatus(source, "active");
        await().atMost(Duration.ofSeconds(2))
                .until(() ->
                        postSigned("asana", source, event, Map.of("secret", SECRET)).statusCode()
                                == 200);
        assertRefused(door.post(source, NOTHING, hookSecret()), 401, "signature_missing");
    }

    private static Map<String, String> hookSecret() {
        return Map.of("X-Hook-Secret", SECRET);
    }

    /** Only its own vendor's question opens a source for anything but a POST. */
    @ParameterizedTest
    @CsvSource({
        "stripe,    GET,    POST",
        "slack,     GET,    POST",
        "meta,      PUT,    'GET, POST'",
        "mandrill,  DELETE, 'GET, HEAD, POST'",
    })
    void otherMethodsAreRefusedAndTheRightOnesNamed(
            String provider, String method, String allowed) {
        Map<String, String> credentials =
                provider.equals("meta")
                        ? Map.of("secret", SECRET, "verifyToken", "meatyhamhock")
                        : Map.of("secret", SECRET);
        Endpoint source = source(provider, credentials);

        assertMethods(ask(method, source.path()), allowed);
    }

    private static void assertMethods(HttpResponse<String> response, String allowed) {
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains(allowed);
    }

    @Test
    void whatIsNoHandshakeIsAWebhookAsEver() {
        Map<String, String> credentials = Map.of("secret", SECRET);
        Endpoint source = source("slack", credentials);
        String event = "{\"type\":\"event_callback\",\"event_id\":\"Ev1\"}";

        HttpResponse<String> response = postSigned("slack", source, event, credentials);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(queues.webhook(RunningDoor.webhookId(response)).verification())
                .isEqualTo(Verification.VERIFIED);
    }

    private static byte[] hmac(String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
        return mac.doFinal(text.getBytes(UTF_8));
    }
}
