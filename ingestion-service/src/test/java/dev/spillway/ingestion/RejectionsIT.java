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
import dev.spillway.platform.error.ErrorCode;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever a source's request is refused for, its tenant learns of it: which source, and why. The
 * door is set up to refuse: little room, short deadlines, a main queue that is not there. What is
 * refused beyond a plan's ceiling is in {@link LanesIT}.
 */
@CloudTest
class RejectionsIT {

    private static final String SECRET = "whsec_5pill7way";
    private static final byte[] BODY = "{}".getBytes(UTF_8);
    private static final String TOPIC = "arn:aws:sns:eu-central-1:123456789012:ses-events";

    /** A port on which nobody answers. */
    private static final String NOBODY = "http://127.0.0.1:1";

    private static final Map<ErrorCode, Endpoint> SOURCES = new EnumMap<>(ErrorCode.class);

    private static TestSchema schema;
    private static RunningDoor door;
    private static ReceivedParcels queues;

    @BeforeAll
    static void start(TestCloud cloud) {
        schema = TestSchema.on(cloud.database());
        UUID tenant = schema.addTenant();
        for (ErrorCode code : ErrorCode.values()) {
            SOURCES.put(code, sourceThatRefuses(tenant, code));
        }
        door =
                RunningDoor.start(
                        cloud,
                        schema,
                        Map.of(
                                "spillway.queues.main", cloud.queues().main() + "-that-is-not",
                                "spillway.sns.trusted-endpoints", NOBODY,
                                "spillway.ingest.body-limit", "128KB",
                                "spillway.ingest.max-bodies", "256KB",
                                "spillway.ingest.header-deadline", "500ms",
                                "spillway.ingest.body-deadline", "500ms",
                                "spillway.reject.flush-interval", "50ms"));
        queues = new ReceivedParcels(cloud);
    }

    @AfterAll
    static void stop() {
        door.close();
        // Others count the sources that cannot be used.
        schema.setStatus(SOURCES.get(ErrorCode.SERVICE_UNAVAILABLE), "deleted");
    }

    private static Endpoint sourceThatRefuses(UUID tenant, ErrorCode code) {
        return switch (code) {
            case SIGNATURE_MISSING, SIGNATURE_INVALID, TIMESTAMP_OUTSIDE_TOLERANCE ->
                    schema.addSource(tenant, "stripe", Map.of("secret", SECRET));
            case CREDENTIALS_INVALID -> schema.addSource(tenant, "bearer", Map.of("token", SECRET));
            case CERTIFICATE_UNAVAILABLE ->
                    schema.addSource(tenant, "ses", Map.of("topicArns", TOPIC));
            case ADDRESS_NOT_ALLOWED ->
                    schema.addSource(
                            tenant,
                            "none",
                            "enforce",
                            Map.of(),
                            Map.of("allowedAddresses", "192.0.2.0/24"));
            case TENANT_SUSPENDED -> ofSuspendedTenant();
            case SOURCE_DELETED -> inStatus(tenant, "deleted");
            case SOURCE_PAUSED -> inStatus(tenant, "paused");
            case SERVICE_UNAVAILABLE -> schema.addSource(tenant, "vendor-of-tomorrow", Map.of());
            default -> schema.addSource(tenant, "none", Map.of());
        };
    }

    private static Endpoint ofSuspendedTenant() {
        UUID tenant = schema.addTenant();
        Endpoint source = schema.addSource(tenant, "none", Map.of());
        schema.setTenantStatus(tenant, "suspended");
        return source;
    }

    private static Endpoint inStatus(UUID tenant, String status) {
        Endpoint source = schema.addSource(tenant, "none", Map.of());
        schema.setStatus(source, status);
        return source;
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "MALFORMED_REQUEST",
                "SIGNATURE_MISSING",
                "SIGNATURE_INVALID",
                "TIMESTAMP_OUTSIDE_TOLERANCE",
                "CREDENTIALS_INVALID",
                "ADDRESS_NOT_ALLOWED",
                "TENANT_SUSPENDED",
                "METHOD_NOT_ALLOWED",
                "REQUEST_TIMEOUT",
                "SOURCE_DELETED",
                "BODY_TOO_LARGE",
                "CONTENT_ENCODING_UNSUPPORTED",
                "SOURCE_PAUSED",
                "QUEUE_UNAVAILABLE",
                "CERTIFICATE_UNAVAILABLE",
                "OVERLOADED",
                "SERVICE_UNAVAILABLE"
            })
    void reachesTheTenantWithItsSourceAndReason(ErrorCode code) throws Exception {
        Endpoint source = SOURCES.get(code);

        assertThat(answer(code, source)).contains('"' + code.code() + '"');

        await().atMost(Duration.ofSeconds(5)).until(() -> queues.rejected(source, code) == 1);
    }

    /** To a request that is refused for this. */
    private static String answer(ErrorCode code, Endpoint source) throws Exception {
        return switch (code) {
            case MALFORMED_REQUEST -> post(source.path() + "/" + "x".repeat(2048), BODY, Map.of());
            case SIGNATURE_INVALID -> post(source.path(), BODY, stripe(Instant.now(), "another"));
            case TIMESTAMP_OUTSIDE_TOLERANCE ->
                    post(source.path(), BODY, stripe(Instant.EPOCH, SECRET));
            case METHOD_NOT_ALLOWED ->
                    door.send(
                                    HttpRequest.newBuilder(door.uri(source.path()))
                                            .PUT(BodyPublishers.noBody()))
                            .body();
            case REQUEST_TIMEOUT -> answerToHalfABody(source);
            case BODY_TOO_LARGE -> post(source.path(), new byte[129 * 1024], Map.of());
            case CONTENT_ENCODING_UNSUPPORTED ->
                    post(source.path(), BODY, Map.of("Content-Encoding", "rot13"));
            case CERTIFICATE_UNAVAILABLE -> post(source.path(), notification(), Map.of());
            case OVERLOADED -> post(source.path(), new byte[100 * 1024], Map.of());
            default -> post(source.path(), BODY, Map.of());
        };
    }

    private static String post(String path, byte[] body, Map<String, String> headers) {
        return door.post(path, body, headers).body();
    }

    private static Map<String, String> stripe(Instant at, String secret) throws Exception {
        long timestamp = at.getEpochSecond();
        String signature = com.stripe.net.Webhook.Util.computeHmacSha256(secret, timestamp + ".{}");
        return Map.of("Stripe-Signature", "t=" + timestamp + ",v1=" + signature);
    }

    private static String answerToHalfABody(Endpoint source) throws IOException {
        try (Socket socket = door.connect()) {
            socket.getOutputStream()
                    .write(
                            "POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{"
                                    .formatted(source.path())
                                    .getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static byte[] notification() {
        return """
        {"Type": "Notification", "MessageId": "1", "Message": "{}", "SignatureVersion": "2",
         "Timestamp": "2026-11-21T10:00:00.000Z", "Signature": "AAAA", "TopicArn": "%s",
         "SigningCertURL": "%s/SimpleNotificationService-0.pem"}
        """
                .formatted(TOPIC, NOBODY)
                .getBytes(UTF_8);
    }
}
