package dev.spillway.worker.dispatch;

import static dev.spillway.worker.fixture.LedgerAssert.assertThatLedger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.localcloud.queue.QueueSet;
import dev.spillway.platform.alert.AlertKind;
import dev.spillway.platform.id.Ids;
import dev.spillway.worker.fixture.EventSchema;
import dev.spillway.worker.fixture.ImpatientDrain;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.fixture.WorkerQueues;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import software.amazon.awssdk.services.sqs.model.Message;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From webhooks on a queue to whoever wants to know that something is wrong with them. */
@CloudTest
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@DirtiesContext
class AlertJourneyIT {

    private static final int WEBHOOKS = 200;
    private static final int KEYS = 80;

    private static WorkerDatabase database;
    private static TestCloud cloud;

    @Autowired private MeterRegistry registry;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        cloud = TestCloud.of(AlertJourneyIT.class);
        database = WorkerDatabase.on(cloud.database());
        cloud.properties().forEach((name, value) -> registry.add(name, () -> value));
        database.properties().forEach((name, value) -> registry.add(name, () -> value));
        ImpatientDrain.settings(registry);
        registry.add("spillway.alerts.interval", () -> "1s");
        registry.add("spillway.dispatch.allow-loopback", () -> "true");
    }

    @Test
    void duplicateStormReachesTheTopicAndTheTenantsServerOnceAsDocumented() throws Exception {
        TenantFixture tenant = database.tenant("stripe");
        TenantFixture quiet = database.tenant("stripe");
        warnAtOnce(tenant);
        warnAtOnce(quiet);
        String queue = subscribedQueue();
        try (Receiver receiver = new Receiver();
                Receiver other = new Receiver()) {
            Target place = Target.add(database, tenant, receiver.url("/hook"), "alerts");
            Target.add(database, quiet, other.url("/hook"), "alerts");

            WorkerQueues queues = WorkerQueues.of(cloud);
            storm(queues, tenant);
            queues.send(cloud.queues().main(), quiet.parcel(quiet.webhook().build()));

            await().atMost(WorkerQueues.SOON).until(() -> !receiver.requests().isEmpty());
            assertThatLedger(database, tenant.id()).shows(WEBHOOKS, KEYS, WEBHOOKS - KEYS, 0);
            awaitRounds(3);
            assertThat(receiver.requests()).hasSize(1);
            assertThat(other.requests()).isEmpty();
            List<Message> published = published(queue);
            assertThat(published).hasSize(1);

            Receiver.Request request = receiver.requests().getFirst();
            new Webhook(place.secret())
                    .verify(request.body(), HttpHeaders.of(request.headers(), (_, _) -> true));
            assertThat(published.getFirst().body()).isEqualTo(request.body());
            EventSchema.of("alerts.md").assertMatches(request.body());
            assertIsTheStorm(request, tenant);
        }
    }

    /** In ten parcels, as a vendor does who hears no answer and sends all of it again. */
    private static void storm(WorkerQueues queues, TenantFixture tenant) {
        for (int parcel = 0; parcel < 10; parcel++) {
            int from = parcel * WEBHOOKS / 10;
            queues.send(
                    cloud.queues().main(),
                    tenant.parcel(
                            IntStream.range(from, from + WEBHOOKS / 10)
                                    .mapToObj(i ->
                                            tenant.webhook().eventKey("evt_" + i % KEYS).build())
                                    .toList()));
        }
        queues.awaitEmpty(cloud.queues().main());
    }

    private static void assertIsTheStorm(Receiver.Request request, TenantFixture tenant) {
        JsonNode message = JsonMapper.shared().readTree(request.body());
        assertThat(message.at("/type").asString()).isEqualTo("alert.firing");
        assertThat(message.at("/id").asString()).isEqualTo(request.header("webhook-id"));
        assertThat(message.at("/tenantId").asString()).isEqualTo(tenant.id().toString());
        assertThat(message.at("/alert/kind").asString()).isEqualTo("duplicate_storm");
        assertThat(message.at("/alert/source/id").asString())
                .isEqualTo(tenant.sourceId().toString());
        assertThat(message.at("/alert/value").asDouble()).isGreaterThanOrEqualTo(0.5);
        assertThat(message.at("/alert/basis").asLong()).isBetween(100L, (long) WEBHOOKS);
    }

    /** The standard rule waits two minutes; the tenant's own does not. */
    private static void warnAtOnce(TenantFixture tenant) {
        AlertKind kind = AlertKind.DUPLICATE_STORM;
        database.owner()
                .update(
                        "INSERT INTO alert_rule VALUES (?, ?, TRUE, ?, ?, ?, 0, NOW(3))",
                        Ids.bytes(tenant.id()),
                        kind.code(),
                        kind.standard().threshold(),
                        kind.standard().minimum(),
                        kind.standard().window().toMinutes());
    }

    /** One that gets whatever the topic has. */
    private static String subscribedQueue() {
        String queue = cloud.sqs().createQueue(create -> create.queueName("storm")).queueUrl();
        cloud.sns()
                .subscribe(subscribe ->
                        subscribe
                                .topicArn(cloud.topics().alerts())
                                .protocol("sqs")
                                .endpoint(QueueSet.arn(cloud.sqs(), queue))
                                .attributes(Map.of("RawMessageDelivery", "true")));
        return queue;
    }

    /** So often everybody is looked at once more. */
    private void awaitRounds(int rounds) {
        double before = judged();
        await().atMost(WorkerQueues.SOON).until(() -> judged() >= before + 2.0 * rounds);
    }

    private double judged() {
        return registry.counter("spillway.alerts.judged").count();
    }

    private static List<Message> published(String queue) {
        return cloud.sqs()
                .receiveMessage(receive ->
                        receive.queueUrl(queue).maxNumberOfMessages(10).waitTimeSeconds(1))
                .messages();
    }
}
