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
import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.platform.plan.Plan;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A tenant over his rate, and beyond his plan's ceiling, over real HTTP and real queues. */
@CloudTest
class LanesIT {

    private static final byte[] BODY = "{}".getBytes(UTF_8);

    /** So many that a starter's share is one webhook in ten seconds and ten of ceiling. */
    private static final int INSTANCES = 1000;

    private static TestSchema schema;
    private static RunningDoor door;
    private static ReceivedParcels queues;

    @BeforeAll
    static void start(TestCloud cloud) {
        schema = TestSchema.on(cloud.database());
        door =
                RunningDoor.start(
                        cloud,
                        schema,
                        Map.of(
                                "spillway.reject.flush-interval", "50ms",
                                "spillway.lanes.instances", String.valueOf(INSTANCES),
                                "spillway.lanes.burst", "10s"));
        queues = new ReceivedParcels(cloud);
    }

    @AfterAll
    static void stop() {
        door.close();
    }

    private static Endpoint sourceOf(Plan plan) {
        return sourceOf(schema.addTenant(plan));
    }

    private static Endpoint sourceOf(UUID tenant) {
        Endpoint source = schema.addSource(tenant, "none", Map.of());
        door.awaitSource(source);
        return source;
    }

    private static HttpResponse<String> post(Endpoint source) {
        return door.post(source, BODY, Map.of());
    }

    private static boolean holds(List<Parcel> parcels, UUID webhookId) {
        return parcels.stream()
                .flatMap(parcel -> parcel.webhooks().stream())
                .map(Webhook::id)
                .anyMatch(webhookId::equals);
    }

    @Test
    void overTheRateAWebhookIsAcceptedAndGoesToOverflow() {
        Endpoint source = sourceOf(Plan.STARTER);

        HttpResponse<String> within = post(source);
        HttpResponse<String> over = post(source);

        assertThat(within.statusCode()).isEqualTo(200);
        assertThat(over.statusCode()).isEqualTo(200);
        await().until(() -> holds(queues.all(), RunningDoor.webhookId(within)));
        await().until(() -> holds(queues.overflow(), RunningDoor.webhookId(over)));
        assertThat(holds(queues.all(), RunningDoor.webhookId(over))).isFalse();
        assertThat(door.metric("spillway.door.acknowledged", "lane:main")).isPositive();
        assertThat(door.metric("spillway.door.acknowledged", "lane:overflow")).isPositive();
    }

    @Test
    void beyondTheCeilingItIsToldWhenToComeAgain() {
        Endpoint source = sourceOf(Plan.STARTER);
        List<HttpResponse<String>> answers = new ArrayList<>();

        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> answers.add(post(source)) && answers.getLast().statusCode() != 200);

        assertThat(answers).hasSizeGreaterThanOrEqualTo(10);
        HttpResponse<String> refused = answers.getLast();
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(RunningDoor.json(refused).path("code").asString()).isEqualTo("rate_exceeded");
        await().atMost(Duration.ofSeconds(5))
                .until(() ->
                        queues.rejections().stream()
                                .flatMap(signal -> signal.counts().stream())
                                .anyMatch(count ->
                                        count.sourceId().equals(source.sourceId())
                                                && count.reason().equals("rate_exceeded")));
        await().atMost(Duration.ofSeconds(3)).until(() -> post(source).statusCode() == 200);
    }

    @Test
    void neighbourOfAFloodIsNotCounted() {
        Endpoint flooded = sourceOf(Plan.STARTER);
        await().until(() -> post(flooded).statusCode() == 429);

        HttpResponse<String> neighbour = post(sourceOf(Plan.STARTER));

        await().until(() -> holds(queues.all(), RunningDoor.webhookId(neighbour)));
    }

    /** Whoever knows an ingest key and no secret shall not use up what its tenant may send. */
    @Test
    void forgedRequestsUseUpNothing() {
        UUID tenant = schema.addTenant(Plan.STARTER);
        Endpoint signed = schema.addSource(tenant, "stripe", Map.of("secret", "whsec_x"));
        Endpoint open = sourceOf(tenant);
        for (int i = 0; i < 30; i++) {
            assertThat(post(signed).statusCode()).isEqualTo(401);
        }

        HttpResponse<String> genuine = post(open);

        assertThat(genuine.statusCode()).isEqualTo(200);
        await().until(() -> holds(queues.all(), RunningDoor.webhookId(genuine)));
    }

    @Test
    void upgradeCountsWithinTwoSeconds() {
        UUID tenant = schema.addTenant(Plan.STARTER);
        Endpoint source = sourceOf(tenant);
        post(source);
        HttpResponse<String> over = post(source);
        await().until(() -> holds(queues.overflow(), RunningDoor.webhookId(over)));

        schema.setPlan(tenant, Plan.SCALE);

        await().atMost(Duration.ofSeconds(2)).until(() -> isMain(post(source)));
    }

    private static boolean isMain(HttpResponse<String> response) {
        return response.statusCode() == 200 && holds(queues.all(), RunningDoor.webhookId(response));
    }
}
