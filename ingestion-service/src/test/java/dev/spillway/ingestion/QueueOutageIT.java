package dev.spillway.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.ingestion.testkit.CuttableProxy;
import dev.spillway.ingestion.testkit.Endpoint;
import dev.spillway.ingestion.testkit.ReceivedParcels;
import dev.spillway.ingestion.testkit.RefusingSqs;
import dev.spillway.ingestion.testkit.RunningDoor;
import dev.spillway.ingestion.testkit.TestSchema;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.signal.LearntSecret;
import dev.spillway.platform.signal.Rejections;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a sender hears while the queue is away, slow, or refuses a part. */
@CloudTest
class QueueOutageIT {

    private static final byte[] BODY = "{}".getBytes(UTF_8);

    private static final Map<String, String> HOOK_SECRET = Map.of("X-Hook-Secret", "asanas");

    private static TestSchema schema;
    private static UUID tenant;
    private static Endpoint source;
    private static Endpoint pending;

    @BeforeAll
    static void migrate(TestCloud cloud) {
        schema = TestSchema.on(cloud.database());
        tenant = schema.addTenant();
        source = schema.addSource(tenant, "none", Map.of());
        pending = schema.addPendingSource(tenant, "asana");
    }

    private static CuttableProxy lineTo(TestCloud cloud) {
        URI sqs = cloud.aws().sqs();
        return CuttableProxy.to(sqs.getHost(), sqs.getPort());
    }

    private static RunningDoor doorBehind(CuttableProxy line, TestCloud cloud) {
        return doorBehind(line, cloud, Map.of());
    }

    private static RunningDoor doorBehind(
            CuttableProxy line, TestCloud cloud, Map<String, String> more) {
        Map<String, String> overrides = new HashMap<>(more);
        overrides.put("spring.cloud.aws.sqs.endpoint", "http://127.0.0.1:" + line.port());
        return RunningDoor.start(cloud, schema, overrides);
    }

    private static void assertUnavailable(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        assertThat(response.headers().firstValue("Spillway-Webhook-Id")).isEmpty();
        assertThat(RunningDoor.json(response).path("code").asString())
                .isEqualTo("queue_unavailable");
        assertThat(response.body()).doesNotContainIgnoringCase("exception");
    }

    @Test
    void queueThatIsGoneMeans503AndItsReturn200(TestCloud cloud) {
        try (CuttableProxy line = lineTo(cloud);
                RunningDoor door = doorBehind(line, cloud)) {
            assertThat(door.post(source, BODY, Map.of()).statusCode()).isEqualTo(200);

            line.cut();
            assertUnavailable(door.post(source, BODY, Map.of()));
            assertSecretIsNotEchoed(door);

            line.mend();
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> door.post(source, BODY, Map.of()).statusCode() == 200);
            assertOutageReachesTheTenant(cloud);
            assertSecretIsLearntAndEchoed(door, cloud);
        }
    }

    /** An echo would say that the secret is kept, and it is nowhere. */
    private static void assertSecretIsNotEchoed(RunningDoor door) {
        HttpResponse<String> response = door.post(pending, new byte[0], HOOK_SECRET);

        assertUnavailable(response);
        assertThat(response.headers().firstValue("X-Hook-Secret")).isEmpty();
    }

    private static void assertSecretIsLearntAndEchoed(RunningDoor door, TestCloud cloud) {
        HttpResponse<String> response = door.post(pending, new byte[0], HOOK_SECRET);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("X-Hook-Secret")).contains("asanas");
        assertThat(new ReceivedParcels(cloud).signals(LearntSecret.class))
                .filteredOn(learnt -> learnt.sourceId().equals(pending.sourceId()))
                .hasSize(1);
    }

    /** The refusals were counted while the signals' queue was away as well. */
    private static void assertOutageReachesTheTenant(TestCloud cloud) {
        ReceivedParcels queues = new ReceivedParcels(cloud);
        await().atMost(Duration.ofSeconds(15))
                .until(() ->
                        queues.rejections().stream()
                                .map(Rejections::counts)
                                .flatMap(counts -> counts.stream())
                                .anyMatch(count -> count.reason().equals("queue_unavailable")));
    }

    @Test
    void queueThatHangsMeans503InTime(TestCloud cloud) {
        try (CuttableProxy line = lineTo(cloud);
                RunningDoor door = doorBehind(line, cloud)) {
            assertThat(door.post(source, BODY, Map.of()).statusCode()).isEqualTo(200);

            line.freeze();
            long start = System.nanoTime();
            HttpResponse<String> response = door.post(source, BODY, Map.of());

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofMillis(4900));
            assertUnavailable(response);

            line.mend();
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> door.post(source, BODY, Map.of()).statusCode() == 200);
        }
    }

    /** Four times what may be held comes at once; nobody waits longer for it, and it passes. */
    @Test
    void floodWhileTheQueueHangsIsBoundedAnsweredInTimeAndOver(TestCloud cloud) throws Exception {
        byte[] large = new byte[100_000];
        Map<String, String> bounds = Map.of("spillway.ingest.max-bodies", "20MB");
        try (CuttableProxy line = lineTo(cloud);
                RunningDoor door = doorBehind(line, cloud, bounds);
                ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(door.post(source, BODY, Map.of()).statusCode()).isEqualTo(200);
            line.freeze();

            List<Future<Duration>> answers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                answers.add(senders.submit(() -> untilUnavailable(door, large)));
            }
            await().until(() -> door.metric("spillway.door.rejected", "code:overloaded") > 100);
            assertThat(door.metric("spillway.door.bodies")).isBetween(1.0, 5.0 * 1024 * 1024);
            for (Future<Duration> answer : answers) {
                // In one process with 200 senders, some of it is theirs.
                assertThat(answer.get()).isLessThan(Duration.ofSeconds(7));
            }

            line.mend();
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> door.post(source, BODY, Map.of()).statusCode() == 200);
            await().until(() -> door.metric("spillway.door.bodies") == 0);
        }
    }

    private static Duration untilUnavailable(RunningDoor door, byte[] body) {
        long start = System.nanoTime();
        HttpResponse<String> response = door.post(source, body, Map.of());
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void requestUnderWayIsAnsweredWhileTheServiceStops(TestCloud cloud) throws Exception {
        ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
        try (CuttableProxy line = lineTo(cloud);
                RunningDoor door = doorBehind(line, cloud);
                background) {
            assertThat(door.post(source, BODY, Map.of()).statusCode()).isEqualTo(200);
            line.freeze();
            Future<HttpResponse<String>> response =
                    background.submit(() -> door.post(source, BODY, Map.of()));
            await().until(() -> door.metric("spillway.door.sends.in.flight") == 1);

            Future<?> stopped = background.submit(door::stop);
            await().until(() -> !door.accepts());
            line.mend();

            assertThat(response.get().statusCode()).isEqualTo(200);
            stopped.get();
        }
    }

    @Test
    void partialFailureOfACallFailsOnlyItsOwnRequests(TestCloud cloud) throws Exception {
        UUID refusedTenant = schema.addTenant();
        Endpoint refused = schema.addSource(refusedTenant, "none", Map.of());
        ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
        try (RefusingSqs sqs = RefusingSqs.start();
                RunningDoor door =
                        RunningDoor.start(
                                cloud,
                                schema,
                                Map.of("spring.cloud.aws.sqs.endpoint", sqs.endpoint()));
                senders) {
            sqs.refuse(refusedTenant);
            for (int i = 0; i < 50; i++) {
                Future<HttpResponse<String>> fails =
                        senders.submit(() -> door.post(refused, BODY, Map.of()));
                Future<HttpResponse<String>> works =
                        senders.submit(() -> door.post(source, BODY, Map.of()));
                assertUnavailable(fails.get());
                assertThat(works.get().statusCode()).isEqualTo(200);
            }
            assertThat(door.metric("spillway.door.queue.unconfirmed", "reason:InternalError"))
                    .isPositive();
        }
    }
}
