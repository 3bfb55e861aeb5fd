package dev.spillway.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.ingestion.testkit.CuttableProxy;
import dev.spillway.ingestion.testkit.Endpoint;
import dev.spillway.ingestion.testkit.RefusingSqs;
import dev.spillway.ingestion.testkit.RunningDoor;
import dev.spillway.ingestion.testkit.TestSchema;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.TestCloud;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Shopify hangs up after five seconds: whatever a request waits for, and for how many things one
 * after the other, its sender hears within 4.5 s. One send at a time, so that who comes second has
 * the whole wait before him.
 */
@CloudTest
class DeadlineIT {

    private static final byte[] BODY = "{}".getBytes(UTF_8);
    private static final Duration PROMISED = Duration.ofMillis(4500);
    private static final String TOPIC = "arn:aws:sns:eu-central-1:123456789012:ses-events";

    private static RefusingSqs sqs;
    private static CuttableProxy line;
    private static ServerSocket certificates;
    private static RunningDoor door;
    private static Endpoint open;
    private static Endpoint ses;

    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeAll
    static void start(TestCloud cloud) throws Exception {
        sqs = RefusingSqs.start();
        line = CuttableProxy.to("127.0.0.1", sqs.port());
        // Takes connections and never answers.
        certificates = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        TestSchema schema = TestSchema.on(cloud.database());
        UUID tenant = schema.addTenant();
        open = schema.addSource(tenant, "none", Map.of());
        ses = schema.addSource(tenant, "ses", "shadow", Map.of("topicArns", TOPIC), Map.of());
        door =
                RunningDoor.start(
                        cloud,
                        schema,
                        Map.of(
                                "spring.cloud.aws.sqs.endpoint",
                                "http://127.0.0.1:" + line.port(),
                                "spillway.sns.trusted-endpoints",
                                certificateHost(),
                                "spillway.pack.max-sends-in-flight",
                                "1"));
    }

    private static String certificateHost() {
        return "http://127.0.0.1:" + certificates.getLocalPort();
    }

    @AfterAll
    static void stop() throws Exception {
        door.close();
        line.close();
        sqs.close();
        certificates.close();
    }

    private record Answer(HttpResponse<String> response, Duration after) {}

    private Future<Answer> post(Endpoint source, byte[] body) {
        return senders.submit(() -> {
            long start = System.nanoTime();
            HttpResponse<String> response = door.post(source, body, Map.of());
            return new Answer(response, Duration.ofNanos(System.nanoTime() - start));
        });
    }

    private static Duration assertToldToComeBack(Answer answer) {
        assertThat(answer.response().statusCode()).isEqualTo(503);
        assertThat(answer.response().headers().firstValue("Retry-After")).isPresent();
        assertThat(RunningDoor.json(answer.response()).path("code").asString())
                .isEqualTo("queue_unavailable");
        return answer.after();
    }

    /** A tenth of a second is soon lost on a machine that is busy: one round of three has to do. */
    @Test
    void whoeverWaitsBehindAHungSendHearsInTime() throws Exception {
        List<Duration> longest = new ArrayList<>();
        do {
            longest.add(longestWait(longest.size()));
        } while (longest.size() < 3 && longest.getLast().compareTo(PROMISED) >= 0);

        assertThat(longest).anyMatch(wait -> wait.compareTo(PROMISED) < 0);
    }

    /**
     * The first one's send is given up before the deadline; the second waits behind it and then for
     * a send of his own, the third for a certificate and then behind both.
     */
    private Duration longestWait(int round) throws Exception {
        assertThat(post(open, BODY).get().response().statusCode()).isEqualTo(200);
        line.freeze();
        try {
            Future<Answer> first = post(open, BODY);
            await().until(() -> door.metric("spillway.door.sends.in.flight", "lane:main") == 1);
            Future<Answer> second = post(open, BODY);
            Future<Answer> third = post(ses, notification(round));

            assertToldToComeBack(first.get());
            Duration behind = assertToldToComeBack(second.get());
            Duration behindBoth = assertToldToComeBack(third.get());
            // Not because a call failed: it was the deadline.
            assertThat(List.of(behind, behindBoth))
                    .allMatch(wait -> wait.compareTo(Duration.ofMillis(3600)) > 0);
            return behind.compareTo(behindBoth) > 0 ? behind : behindBoth;
        } finally {
            line.mend();
        }
    }

    private static byte[] notification(int number) {
        return """
        {"Type": "Notification", "MessageId": "1", "Message": "{}", "SignatureVersion": "2",
         "Timestamp": "2026-11-21T10:00:00.000Z", "Signature": "AAAA", "TopicArn": "%s",
         "SigningCertURL": "%s/SimpleNotificationService-%d.pem"}
        """
                .formatted(TOPIC, certificateHost(), number)
                .getBytes(UTF_8);
    }

    /** It works, and too slowly to wait for. */
    @Test
    void queueThatTakesItsTimeMeans503InTime() throws Exception {
        sqs.slowDown(Duration.ofSeconds(2));
        Answer slow = post(open, BODY).get();
        sqs.slowDown(Duration.ZERO);

        assertThat(assertToldToComeBack(slow)).isLessThan(PROMISED);
        assertThat(post(open, BODY).get().response().statusCode()).isEqualTo(200);
    }
}
