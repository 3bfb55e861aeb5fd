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
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.provider.PresetCatalogue;
import dev.spillway.platform.quarantine.HeldRequest;
import dev.spillway.platform.quarantine.HeldRequestCodec;
import dev.spillway.platform.secret.RequestCipher;
import dev.spillway.platform.signal.Quarantined;
import dev.spillway.platform.signal.Rejections.Count;
import dev.spillway.platform.signal.SignalCodec;
import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.SnsTrust;
import dev.spillway.platform.signature.Verdict;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What becomes of refused requests where a source keeps them, from real HTTP to the real queue. */
@CloudTest
@ExtendWith(OutputCaptureExtension.class)
class QuarantineIT {

    private static final String WRONG = "whsec_mistyped";
    private static final String RIGHT = "whsec_theVendorsOwn";
    private static final byte[] BODY = "{\"card\":\"4242-4242\"}".getBytes(UTF_8);
    private static final Map<String, String> KEEPING = Map.of("quarantine", "true");

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
                                "spillway.reject.flush-interval", "50ms",
                                "spillway.quarantine.flush-interval", "50ms",
                                "spillway.quarantine.requests-per-minute", "20",
                                "spillway.quarantine.max-waiting", "1MB",
                                "logging.level.dev.spillway", "debug"));
        queues = new ReceivedParcels(cloud);
    }

    @AfterAll
    static void stop() {
        door.close();
    }

    private static Endpoint source(String mode, Map<String, String> settings) {
        Endpoint source =
                schema.addSource(tenant, "stripe", mode, Map.of("secret", WRONG), settings);
        door.awaitSource(source);
        return source;
    }

    private static Map<String, String> signed(byte[] body, Instant at) throws Exception {
        long time = at.getEpochSecond();
        String signature =
                com.stripe.net.Webhook.Util.computeHmacSha256(
                        RIGHT, time + "." + new String(body, UTF_8));
        return Map.of(
                "Stripe-Signature",
                "t=" + time + ",v1=" + signature,
                "Authorization",
                "Bearer t0kenOfAStranger");
    }

    private static List<Quarantined> quarantined(Endpoint source) {
        return queues.signals(Quarantined.class).stream()
                .filter(signal -> signal.sourceId().equals(source.sourceId()))
                .toList();
    }

    private static Quarantined awaitQuarantined(Endpoint source) {
        return await().until(() -> quarantined(source), found -> !found.isEmpty()).getFirst();
    }

    private static long rejected(Endpoint source) {
        return queues.rejections().stream()
                .flatMap(signal -> signal.counts().stream())
                .filter(count -> count.sourceId().equals(source.sourceId()))
                .mapToLong(Count::count)
                .sum();
    }

    private static HeldRequest open(Quarantined signal) {
        return HeldRequestCodec.decode(
                RequestCipher.open(
                        schema.key(tenant), signal.sourceId(), signal.id(), signal.sealed()));
    }

    @Test
    void aRefusedRequestIsKeptSealedAndCanBeJudgedOnceTheSecretIsRight(CapturedOutput output)
            throws Exception {
        Endpoint source = source("enforce", KEEPING);
        Instant before = Instant.now().minusSeconds(1);

        HttpResponse<String> response =
                door.post(source.path() + "/a?token=t0kenInTheUrl", BODY, signed(BODY, before));

        Quarantined signal = awaitQuarantined(source);
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(signal.tenantId()).isEqualTo(tenant);
        assertThat(signal.reason()).isEqualTo("signature_invalid");
        assertThat(signal.receivedAt()).isEqualTo(Ids.madeAt(signal.id())).isAfter(before);
        HeldRequest held = open(signal);
        assertThat(held.path()).isEqualTo("/a");
        assertThat(held.url()).endsWith(source.path() + "/a?token=t0kenInTheUrl");
        assertThat(held.clientAddress()).isEqualTo("127.0.0.1");
        assertThat(held.signed().headers().first("authorization"))
                .contains("Bearer t0kenOfAStranger");
        assertThat(verdict(held, WRONG, signal))
                .isEqualTo(Verdict.refused(Verdict.Reason.SIGNATURE_INVALID));
        assertThat(verdict(held, RIGHT, signal)).isEqualTo(Verdict.VERIFIED);
        assertThat(SignalCodec.encode(signal) + output.getAll())
                .doesNotContain("t0ken", "4242", RIGHT, WRONG);
        await().until(() -> rejected(source) == 1);
    }

    private static Verdict verdict(HeldRequest held, String secret, Quarantined signal) {
        return PresetCatalogue.standard()
                .find("stripe")
                .orElseThrow()
                .bindTimeless(Credentials.of(Map.of("secret", secret)), Map.of(), SnsTrust.none())
                .verify(held.signed(), signal.receivedAt());
    }

    /** A stranger learns nothing of whether anybody will look at what he sent. */
    @Test
    void theAnswerIsThatOfAnyRefusal() throws Exception {
        Map<String, String> headers = signed(BODY, Instant.now());

        HttpResponse<String> kept = door.post(source("enforce", KEEPING), BODY, headers);
        HttpResponse<String> left = door.post(source("enforce", Map.of()), BODY, headers);

        assertThat(kept.statusCode()).isEqualTo(left.statusCode()).isEqualTo(401);
        assertThat(kept.body()).isEqualTo(left.body());
        assertThat(kept.headers().map().keySet()).isEqualTo(left.headers().map().keySet());
    }

    @Test
    void eachReasonThatCouldBeMendedIsKept() throws Exception {
        Endpoint source = source("enforce", KEEPING);
        Endpoint elsewhere =
                source("enforce", Map.of("quarantine", "true", "allowedAddresses", "192.0.2.0/24"));
        schema.setCredentials(
                source, schema.sealed(tenant, source.sourceId(), Map.of("secret", RIGHT)));
        await().until(() ->
                door.post(source, BODY, signed(BODY, Instant.now())).statusCode() == 200);

        door.post(source, BODY, Map.of());
        door.post(source, BODY, signed(BODY, Instant.now().minusSeconds(3600)));
        door.post(elsewhere, BODY, signed(BODY, Instant.now()));

        await().untilAsserted(() ->
                assertThat(quarantined(source))
                        .extracting(Quarantined::reason)
                        .contains("signature_missing", "timestamp_outside_tolerance"));
        assertThat(awaitQuarantined(elsewhere).reason()).isEqualTo("address_not_allowed");
    }

    @Test
    void nothingIsKeptUnlessTheSourceSaysSoAndRefuses() throws Exception {
        Endpoint silent = source("enforce", Map.of());
        Endpoint shadow = source("shadow", KEEPING);
        Endpoint keeping = source("enforce", KEEPING);
        Map<String, String> headers = signed(BODY, Instant.now());

        assertThat(door.post(silent, BODY, headers).statusCode()).isEqualTo(401);
        assertThat(door.post(shadow, BODY, headers).statusCode()).isEqualTo(200);
        door.post(keeping, new byte[1024 * 1024 + 1], headers);
        door.post(keeping, BODY, headers);

        awaitQuarantined(keeping);
        assertThat(quarantined(keeping)).hasSize(1);
        assertThat(quarantined(silent)).isEmpty();
        assertThat(quarantined(shadow)).isEmpty();
    }

    /** What a source may keep ends; what is refused goes on being counted, all of it. */
    @Test
    void aFloodOfJunkIsKeptWithinItsBudgetAndCountedWhole() {
        Endpoint source = source("enforce", KEEPING);
        byte[] junk = new byte[100 * 1024];
        double over = leftOut("over_budget");

        for (int i = 0; i < 200; i++) {
            assertThat(door.post(source, junk, Map.of("X-Junk", "j")).statusCode()).isEqualTo(401);
        }

        await().until(() -> rejected(source) == 200);
        assertThat(leftOut("over_budget") - over).isEqualTo(180);
        await().until(() -> door.metric("spillway.door.quarantine.waiting") == 0);
        assertThat(quarantined(source)).hasSizeBetween(1, 20);
    }

    private static double leftOut(String reason) {
        return door.metric("spillway.door.quarantine.left.out", "reason:" + reason);
    }

    @Test
    void aBodyThatIsTooLargeToKeepIsRefusedAndCountedOnly() {
        Endpoint source = source("enforce", KEEPING);
        double before = leftOut("too_large");

        assertThat(door.post(source, new byte[600 * 1024], Map.of()).statusCode()).isEqualTo(401);

        assertThat(leftOut("too_large")).isEqualTo(before + 1);
        await().until(() -> rejected(source) == 1);
        assertThat(quarantined(source)).isEmpty();
    }
}
