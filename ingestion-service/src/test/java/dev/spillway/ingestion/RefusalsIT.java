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
import dev.spillway.platform.signal.Rejections.Count;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a sender hears who is not let in, over real HTTP, and what the tenant learns of it. */
@CloudTest
@ExtendWith(OutputCaptureExtension.class)
class RefusalsIT {

    private static final String SECRET = "whsec_neverInALogNorInASignal";
    private static final byte[] BODY = "{\"card\":\"4242-4242\"}".getBytes(UTF_8);
    private static final int LIMIT = 1024 * 1024;

    private static TestSchema schema;
    private static RunningDoor door;
    private static ReceivedParcels queues;
    private static UUID tenant;
    private static Endpoint stripe;
    private static Endpoint open;

    @BeforeAll
    static void start(TestCloud cloud) {
        schema = TestSchema.on(cloud.database());
        tenant = schema.addTenant();
        stripe = schema.addSource(tenant, "stripe", Map.of("secret", SECRET));
        open = schema.addSource(tenant, "none", Map.of());
        door =
                RunningDoor.start(
                        cloud,
                        schema,
                        Map.of(
                                "spillway.reject.flush-interval", "50ms",
                                "logging.level.dev.spillway", "debug"));
        queues = new ReceivedParcels(cloud);
    }

    @AfterAll
    static void stop() {
        door.close();
    }

    private static void assertRefused(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(response.headers().firstValue("Spillway-Webhook-Id")).isEmpty();
        JsonNode problem = RunningDoor.json(response);
        assertThat(problem.path("code").asString()).isEqualTo(code);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
    }

    /** Counts as they reach the tenant. */
    private static long rejections(Endpoint source, String reason) {
        return queues.rejections().stream()
                .flatMap(signal -> signal.counts().stream())
                .filter(count -> count.sourceId().equals(source.sourceId()))
                .filter(count -> count.reason().equals(reason))
                .mapToLong(Count::count)
                .sum();
    }

    private static void awaitRejection(Endpoint source, String reason) {
        await().atMost(Duration.ofSeconds(5)).until(() -> rejections(source, reason) > 0);
    }

    @Test
    void signatureMissingOrWrongOrOld(CapturedOutput output) throws Exception {
        long old = 1_600_000_000;
        String genuine =
                com.stripe.net.Webhook.Util.computeHmacSha256(
                        SECRET, old + "." + new String(BODY, UTF_8));

        HttpResponse<String> missing = door.post(stripe, BODY, Map.of());
        assertRefused(missing, 401, "signature_missing");
        assertThat(missing.headers().firstValue("WWW-Authenticate")).isPresent();
        assertRefused(
                door.post(
                        stripe.path() + "?token=" + SECRET,
                        BODY,
                        Map.of(
                                "Stripe-Signature",
                                "t="
                                        + java.time.Instant.now().getEpochSecond()
                                        + ",v1="
                                        + "0".repeat(64),
                                "X-Api-Key",
                                SECRET)),
                401,
                "signature_invalid");
        assertRefused(
                door.post(stripe, BODY, Map.of("Stripe-Signature", "t=" + old + ",v1=" + genuine)),
                401,
                "timestamp_outside_tolerance");

        awaitRejection(stripe, "signature_missing");
        awaitRejection(stripe, "signature_invalid");
        awaitRejection(stripe, "timestamp_outside_tolerance");
        assertThat(queues.rejections())
                .filteredOn(signal ->
                        signal.counts().stream()
                                .anyMatch(count -> count.sourceId().equals(stripe.sourceId())))
                .isNotEmpty()
                .allSatisfy(signal -> assertThat(signal.tenantId()).isEqualTo(tenant));
        assertThat(JsonMapper.shared().writeValueAsString(queues.rejections()))
                .doesNotContain(SECRET)
                .doesNotContain("4242");
        assertThat(output.getAll()).doesNotContain(SECRET).doesNotContain("4242");
    }

    /** Within the tolerance a repetition is the vendor's retry for all the door can know. */
    @Test
    void replayIsTakenWithinTheToleranceAndRefusedOutsideOfItBothWays() throws Exception {
        long now = java.time.Instant.now().getEpochSecond();

        HttpResponse<String> first = postSigned(now - 200);
        HttpResponse<String> again = postSigned(now - 200);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(RunningDoor.webhookId(again)).isNotEqualTo(RunningDoor.webhookId(first));

        assertRefused(postSigned(now - 400), 401, "timestamp_outside_tolerance");
        assertRefused(postSigned(now + 400), 401, "timestamp_outside_tolerance");
        assertThat(postSigned(now + 200).statusCode()).isEqualTo(200);
    }

    private static HttpResponse<String> postSigned(long timestamp) throws Exception {
        String signature =
                com.stripe.net.Webhook.Util.computeHmacSha256(
                        SECRET, timestamp + "." + new String(BODY, UTF_8));
        return door.post(
                stripe, BODY, Map.of("Stripe-Signature", "t=" + timestamp + ",v1=" + signature));
    }

    @Test
    void credentialsWrong() {
        Endpoint basic =
                schema.addSource(
                        tenant, "basic", Map.of("username", "ana", "password", "rather long"));
        door.awaitSource(basic);

        HttpResponse<String> response =
                door.post(basic, BODY, Map.of("Authorization", "Basic YW5hOndyb25n"));

        assertRefused(response, 401, "credentials_invalid");
        assertThat(response.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Basic "));
    }

    @Test
    void unknownKey() {
        double before = door.metric("spillway.door.rejected", "code:source_unknown");

        assertRefused(door.post("/in/nobody-has-this", BODY, Map.of()), 404, "source_unknown");
        assertRefused(door.post("/in/", BODY, Map.of()), 404, "source_unknown");
        assertRefused(door.post("/in", BODY, Map.of()), 404, "source_unknown");

        assertThat(door.metric("spillway.door.rejected", "code:source_unknown"))
                .isEqualTo(before + 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"})
    void otherMethods(String method) {
        HttpResponse<String> response =
                door.send(
                        HttpRequest.newBuilder(door.uri(open.path()))
                                .method(method, BodyPublishers.noBody()));

        assertRefused(response, 405, "method_not_allowed");
        assertThat(response.headers().firstValue("Allow"))
                .hasValueSatisfying(allow -> assertThat(allow).contains("POST"));
    }

    @Test
    void headIsAnsweredWithoutABody() {
        HttpResponse<String> response =
                door.send(
                        HttpRequest.newBuilder(door.uri(open.path()))
                                .method("HEAD", BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void suspendedDeletedAndPaused() {
        UUID suspended = schema.addTenant();
        Endpoint ofSuspended = schema.addSource(suspended, "none", Map.of());
        schema.setTenantStatus(suspended, "suspended");
        Endpoint deleted = schema.addSource(tenant, "none", Map.of());
        schema.setStatus(deleted, "deleted");
        Endpoint paused = schema.addSource(tenant, "none", Map.of());
        schema.setStatus(paused, "paused");
        door.awaitSource(paused);

        assertRefused(door.post(ofSuspended, BODY, Map.of()), 403, "tenant_suspended");
        assertRefused(door.post(deleted, BODY, Map.of()), 410, "source_deleted");
        HttpResponse<String> response = door.post(paused, BODY, Map.of());
        assertRefused(response, 503, "source_paused");
        assertThat(response.headers().firstValue("Retry-After")).contains("60");
        awaitRejection(ofSuspended, "tenant_suspended");
        awaitRejection(deleted, "source_deleted");
        awaitRejection(paused, "source_paused");
    }

    @Test
    void unknownContentEncoding() {
        assertRefused(
                door.post(open, BODY, Map.of("Content-Encoding", "rot13")),
                415,
                "content_encoding_unsupported");
        awaitRejection(open, "content_encoding_unsupported");
    }

    @Test
    void suffixTooLongToBeStored() {
        assertRefused(
                door.post(open.path() + "/" + "x".repeat(2048), BODY, Map.of()),
                400,
                "malformed_request");
    }

    @Test
    void exactlyTheLimitIsTakenAndOneByteMoreIsNot() {
        assertThat(door.post(open, new byte[LIMIT], Map.of()).statusCode()).isEqualTo(200);
        assertRefused(door.post(open, new byte[LIMIT + 1], Map.of()), 413, "body_too_large");
    }

    @Test
    void whatFitsNoMessageOfTheQueueIsTooLargeToo() {
        byte[] incompressible = new byte[900_000];
        new Random(7).nextBytes(incompressible);

        assertRefused(door.post(open, incompressible, Map.of()), 413, "body_too_large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/actuator/health", "/error", "/in.html", "/favicon.ico"})
    void nothingElseIsOnThePublicPort(String path) {
        double before = door.metric("spillway.door.rejected", "code:not_found");

        assertRefused(door.post(path, BODY, Map.of()), 404, "not_found");

        assertThat(door.metric("spillway.door.rejected", "code:not_found")).isEqualTo(before + 1);
    }

    /** Before any of ours sees the request. */
    @Test
    void whatTheContainerRefusesIsCountedToo() throws IOException {
        double before = door.metric("spillway.door.rejected", "code:malformed_request");

        try (Socket socket = door.connect()) {
            socket.getOutputStream().write("POST /in/x y HTTP/1.1\r\n\r\n".getBytes(UTF_8));
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 400 ")
                    .contains("malformed_request");
        }

        assertThat(door.metric("spillway.door.rejected", "code:malformed_request"))
                .isEqualTo(before + 1);
    }
}
