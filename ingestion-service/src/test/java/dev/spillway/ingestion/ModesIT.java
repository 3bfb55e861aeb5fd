package dev.spillway.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.spillway.ingestion.testkit.Endpoint;
import dev.spillway.ingestion.testkit.ReceivedParcels;
import dev.spillway.ingestion.testkit.RunningDoor;
import dev.spillway.ingestion.testkit.TestSchema;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.parcel.Verification;
import dev.spillway.platform.provider.CredentialField;
import dev.spillway.platform.provider.Preset;
import dev.spillway.platform.provider.PresetCatalogue;
import dev.spillway.platform.provider.SettingField;
import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.RequestHeaders;
import dev.spillway.platform.signature.Signature;
import dev.spillway.platform.signature.SignedRequest;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code shadow} and {@code off} of every vendor, however it proves who it is: by a signature, in
 * the body, in the URL, by an address. Whoever is not let in yet is let in all the same, and what
 * is said of him is true.
 */
@CloudTest
class ModesIT {

    private static final String PUBLIC_URL = "https://in.spillway.example";
    private static final byte[] PING = "[{\"msys\":{}}]".getBytes(UTF_8);

    /** Keys come in pairs there, or are Amazon's: of these VendorsIT and AmazonSesIT know. */
    private static final Set<String> MADE_ELSEWHERE = Set.of("publicKey", "topicArns");

    /** Made before the door starts, which would else be waited for at each. */
    private static final Map<Preset, Endpoint> SHADOW = new HashMap<>();

    private static final Map<Preset, Endpoint> OFF = new HashMap<>();

    private static TestSchema schema;
    private static RunningDoor door;
    private static ReceivedParcels parcels;
    private static UUID tenant;

    @BeforeAll
    static void start(TestCloud cloud) {
        schema = TestSchema.on(cloud.database());
        tenant = schema.addTenant();
        presets()
                .forEach(preset -> {
                    SHADOW.put(
                            preset,
                            add(preset.id(), "shadow", credentials(preset, "acme"), Map.of()));
                    OFF.put(preset, add(preset.id(), "off", Map.of(), Map.of()));
                });
        door =
                RunningDoor.start(
                        cloud,
                        schema,
                        Map.of(
                                "spillway.ingest.public-url",
                                PUBLIC_URL,
                                "spillway.directory.poll-interval",
                                "100ms"));
        parcels = new ReceivedParcels(cloud);
    }

    @AfterAll
    static void stop() {
        door.close();
    }

    static Stream<Arguments> provable() {
        return presets().map(preset -> argumentSet(preset.id(), preset));
    }

    private static Stream<Preset> presets() {
        return PresetCatalogue.standard().all().stream()
                .filter(preset -> !preset.credentials().isEmpty())
                .filter(preset ->
                        preset.credentials().stream()
                                .map(CredentialField::name)
                                .noneMatch(MADE_ELSEWHERE::contains))
                .filter(preset -> preset.settings().stream().noneMatch(SettingField::required));
    }

    @Test
    void theListIsNotEmpty() {
        assertThat(provable().count()).isGreaterThan(40);
    }

    @ParameterizedTest
    @MethodSource("provable")
    void shadowTakesTheForgedBesideTheGenuineAndTellsThemApart(Preset preset) {
        Endpoint source = SHADOW.get(preset);

        assertThat(verification(post(preset, source, "acme"))).isEqualTo(Verification.VERIFIED);
        assertThat(verification(post(preset, source, "mallory"))).isEqualTo(Verification.FAILED);
        assertThat(verification(door.post(source, body(preset), Map.of())))
                .isEqualTo(Verification.FAILED);
    }

    /** Without credentials too: that is what it is for. */
    @ParameterizedTest
    @MethodSource("provable")
    void offTakesEverythingAndSaysThatNobodyLooked(Preset preset) {
        Endpoint source = OFF.get(preset);

        assertThat(verification(post(preset, source, "acme"))).isEqualTo(Verification.UNCHECKED);
        assertThat(verification(door.post(source, body(preset), Map.of())))
                .isEqualTo(Verification.UNCHECKED);
    }

    /** A ping is as good as a webhook: where that is let in, it is answered and no webhook. */
    @ParameterizedTest
    @ValueSource(strings = {"shadow", "off"})
    void sparkPostsPingIsAnsweredWhateverItProves(String mode) {
        Map<String, String> none = Map.of();
        Endpoint source = source("sparkpost", mode, Map.of("username", "u", "password", "p"), none);

        HttpResponse<String> answer = door.post(source, PING, none);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("Spillway-Webhook-Id")).isEmpty();
        assertThat(verification(door.post(source, "[{\"msys\":{\"x\":1}}]".getBytes(UTF_8), none)))
                .isNotEqualTo(Verification.VERIFIED);
    }

    /** Nobody asks for the certificate that a forger names, nor confirms a topic for him. */
    @ParameterizedTest
    @ValueSource(strings = {"shadow", "off"})
    void whatSaysThatItIsAmazonIsAWebhookThatNobodyBelieves(String mode) {
        Endpoint source =
                source(
                        "ses",
                        mode,
                        Map.of("topicArns", "arn:aws:sns:eu-central-1:123456789012:ses-events"),
                        Map.of());
        byte[] forged =
                """
                {"Type": "SubscriptionConfirmation", "MessageId": "1", "Token": "t", "Message": "",
                 "TopicArn": "arn:aws:sns:eu-central-1:123456789012:ses-events",
                 "SubscribeURL": "http://127.0.0.1:1/", "SignatureVersion": "2", "Signature": "AAAA",
                 "Timestamp": "2026-11-21T10:00:00.000Z",
                 "SigningCertURL": "http://127.0.0.1:1/SimpleNotificationService-0.pem"}
                """
                        .getBytes(UTF_8);

        assertThat(verification(door.post(source, forged, Map.of())))
                .isEqualTo(mode.equals("off") ? Verification.UNCHECKED : Verification.FAILED);
        assertThat(door.metric("spillway.door.handshakes", "provider:ses")).isZero();
    }

    /** Another's address is no proof, beside whatever token. */
    @Test
    void addressThatIsNotAllowedIsAFailureInShadow() {
        Map<String, String> elsewhere = Map.of("allowedAddresses", "192.0.2.0/24");
        Preset brevo = PresetCatalogue.standard().find("brevo").orElseThrow();
        Endpoint source = source("brevo", "shadow", credentials(brevo, "acme"), elsewhere);

        assertThat(verification(post(brevo, source, "acme"))).isEqualTo(Verification.FAILED);
    }

    private static Endpoint source(
            String provider,
            String mode,
            Map<String, String> credentials,
            Map<String, String> settings) {
        Endpoint source = add(provider, mode, credentials, settings);
        door.awaitSource(source);
        return source;
    }

    private static Endpoint add(
            String provider,
            String mode,
            Map<String, String> credentials,
            Map<String, String> settings) {
        return schema.addSource(tenant, provider, mode, credentials, settings);
    }

    /** What somebody of that name would have; mallory's are others. */
    private static Map<String, String> credentials(Preset preset, String whose) {
        Map<String, String> credentials = new HashMap<>();
        for (CredentialField field : preset.credentials()) {
            if (!field.name().startsWith("previous")) {
                credentials.put(field.name(), credential(preset, field.name(), whose));
            }
        }
        return credentials;
    }

    private static String credential(Preset preset, String name, String whose) {
        byte[] secret = (whose + "-with-enough-bytes-to-be-a-key").getBytes(UTF_8);
        return switch (name) {
            case "secret" ->
                    preset.id().equals("adyen")
                            ? HexFormat.of().formatHex(secret)
                            : "whsec_" + Base64.getEncoder().encodeToString(secret);
            case "username" -> "vendor";
            default -> name + "-of-" + whose;
        };
    }

    /** As a vendor posts that holds these credentials. */
    private static HttpResponse<String> post(Preset preset, Endpoint source, String whose) {
        Signature signature =
                preset.signer(Credentials.of(credentials(preset, whose)), Map.of())
                        .sign(
                                new SignedRequest(
                                        "POST",
                                        PUBLIC_URL + source.path(),
                                        RequestHeaders.none(),
                                        body(preset)),
                                Instant.now());
        URI url = URI.create(signature.url());
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return door.post(url.getRawPath() + query, signature.body(), signature.headers());
    }

    private static byte[] body(Preset preset) {
        String body =
                switch (preset.id()) {
                    case "adyen" ->
                            """
                            {"live": "false", "notificationItems": [{"NotificationRequestItem": {
                              "pspReference": "QFQTPCQ8HXSKGK82", "merchantAccountCode": "Shop",
                              "merchantReference": "order 1", "success": "true",
                              "amount": {"currency": "EUR", "value": 1000},
                              "eventCode": "AUTHORISATION"}}]}
                            """;
                    default -> "{\"id\":\"evt_1\"}";
                };
        return body.getBytes(UTF_8);
    }

    private static Verification verification(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        return parcels.webhook(RunningDoor.webhookId(response)).verification();
    }
}
