package dev.spillway.worker.drain;

import static dev.spillway.worker.fixture.LedgerAssert.assertThatLedger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.localcloud.queue.QueueSet;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.signal.LearntSecret;
import dev.spillway.platform.signal.Rejections;
import dev.spillway.platform.signal.SignalCodec;
import dev.spillway.platform.telemetry.Metrics;
import dev.spillway.worker.fixture.ImpatientDrain;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.fixture.WorkerQueues;
import dev.spillway.worker.store.ParkedMessages;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import software.amazon.awssdk.services.sqs.model.Message;

/** The whole worker: real queues, a real topic, a real database. */
@CloudTest(parts = {Part.DATABASE, Part.QUEUES, Part.TOPICS})
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@DirtiesContext
class DrainIT {

    private static WorkerDatabase database;
    private static TestCloud cloud;
    private static WorkerQueues messages;

    @Autowired private MeterRegistry registry;
    @LocalManagementPort private int managementPort;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        cloud = TestCloud.of(DrainIT.class);
        database = WorkerDatabase.on(cloud.database());
        messages = WorkerQueues.of(cloud);
        cloud.properties().forEach((name, value) -> registry.add(name, () -> value));
        database.properties().forEach((name, value) -> registry.add(name, () -> value));
        ImpatientDrain.settings(registry);
    }

    @Test
    void parcelsOfBothLanesAreStoredAndThenDeleted() {
        TenantFixture tenant = database.tenant("stripe");
        List<Parcel> parcels = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            parcels.add(
                    tenant.parcel(
                            tenant.webhook().eventKey("a" + i).build(),
                            tenant.webhook().eventKey("b" + i).build()));
        }

        parcels.subList(0, 20).forEach(parcel -> messages.send(queues().main(), parcel));
        parcels.subList(20, 30).forEach(parcel -> messages.send(queues().overflow(), parcel));

        messages.awaitEmpty(queues().main(), queues().overflow());
        assertThatLedger(database, tenant.id()).shows(60, 60, 0, 0);
    }

    /**
     * SQS gave up on them after a thousand receives; handing back is normal, so they may be sound.
     */
    @Test
    void whatSqsGaveUpOnIsStoredLikeTheRest() {
        TenantFixture tenant = database.tenant("stripe");

        messages.send(
                queues().mainDeadLetters(),
                tenant.parcel(tenant.webhook().eventKey("main").build()));
        messages.send(
                queues().overflowDeadLetters(),
                tenant.parcel(tenant.webhook().eventKey("overflow").build()));
        messages.send(
                queues().signalsDeadLetters(),
                SignalCodec.encode(tenant.rejections(1, "")),
                tenant.id().toString());

        messages.awaitEmpty(
                queues().mainDeadLetters(),
                queues().overflowDeadLetters(),
                queues().signalsDeadLetters());
        assertThatLedger(database, tenant.id()).shows(2, 2, 0, 0);
        assertThat(database.count("rejection", tenant.id())).isEqualTo(1);
    }

    @Test
    void messageThatWasNotDeletedInTimeChangesNothing() {
        TenantFixture tenant = database.tenant("stripe");
        Parcel parcel = tenant.parcel(tenant.webhook().eventKey("evt_1").build());

        messages.send(queues().main(), parcel);
        messages.awaitEmpty(queues().main());
        messages.send(queues().main(), parcel);
        messages.send(queues().overflow(), parcel);
        messages.awaitEmpty(queues().main(), queues().overflow());

        assertThatLedger(database, tenant.id()).shows(1, 1, 0, 0);
    }

    @Test
    void parcelOfANewerVersionIsHandedBackUntouchedAndItsBatchMatesAreStored() {
        TenantFixture tenant = database.tenant("stripe");
        String newer = "9999:zstd:whatever";
        double before = handedBack("newer_version");

        messages.send(queues().overflow(), newer, tenant.id().toString());
        messages.send(queues().overflow(), tenant.parcel(tenant.webhook().build()));

        await().atMost(WorkerQueues.SOON).until(() -> handedBack("newer_version") >= before + 2);
        assertThatLedger(database, tenant.id()).shows(1, 1, 0, 0);
        assertThat(database.count("dead_letter", tenant.id())).isZero();
        assertThat(messages.messages(queues().overflow())).isEqualTo(1);
        cloud.sqs().purgeQueue(purge -> purge.queueUrl(queues().overflow()));
    }

    /** As by a worker that is older than the door, while both are being replaced. */
    @Test
    void signalOfAKindThatIsNotKnownYetIsHandedBackUntouchedUntilAWorkerKnowsIt() {
        TenantFixture tenant = database.tenant("stripe");
        String newer =
                SignalCodec.encode(tenant.rejections(1, ""))
                        .replace("\"rejections\"", "\"refusals\"");
        double before = handedBack("newer_version");

        messages.send(queues().signals(), newer, tenant.id().toString());

        await().atMost(WorkerQueues.SOON).until(() -> handedBack("newer_version") >= before + 2);
        assertThat(database.count("dead_letter", tenant.id())).isZero();
        assertThat(messages.messages(queues().signals())).isEqualTo(1);
        cloud.sqs().purgeQueue(purge -> purge.queueUrl(queues().signals()));
    }

    /** The second is one that a stranger brought, or the same once more. */
    @Test
    void pendingSourceLearnsItsSecretOnceAndIsActiveFromThenOn() {
        TenantFixture tenant = database.tenant("asana");
        database.owner()
                .update(
                        "UPDATE source SET status = 'pending' WHERE tenant_id = ?",
                        Ids.bytes(tenant.id()));
        long before = directoryVersion();

        sendSecret(tenant, new byte[] {1, 2, 3});
        messages.awaitEmpty(queues().signals());
        sendSecret(tenant, new byte[] {4, 5, 6});
        messages.awaitEmpty(queues().signals());

        assertThat(database.row("source", tenant.id()))
                .containsEntry("status", "active")
                .containsEntry("credentials", new byte[] {1, 2, 3})
                .containsEntry("key_version", 1);
        assertThat(directoryVersion()).isGreaterThan(before);
    }

    private static void sendSecret(TenantFixture tenant, byte[] sealed) {
        LearntSecret secret =
                new LearntSecret(Ids.next(), tenant.id(), tenant.sourceId(), 1, sealed);
        messages.send(queues().signals(), SignalCodec.encode(secret), tenant.id().toString());
    }

    private static long directoryVersion() {
        Long version =
                database.owner().queryForObject("SELECT version FROM directory_clock", Long.class);
        return version == null ? 0 : version;
    }

    @Test
    void messageThatIsNoParcelBecomesADeadLetterOfItsTenant() {
        TenantFixture tenant = database.tenant("stripe");

        messages.send(queues().main(), "no parcel: ünïcode 🚀", tenant.id().toString());
        messages.send(queues().main(), "1:raw:AAAA", tenant.id().toString());
        messages.awaitEmpty(queues().main());

        assertThatLedger(database, tenant.id()).shows(2, 0, 0, 2);
        assertThat(database.rows("dead_letter", tenant.id()))
                .allSatisfy(row ->
                        assertThat(row)
                                .containsEntry("reason", "malformed_parcel")
                                .containsEntry(
                                        "error_class",
                                        "dev.spillway.platform.parcel.MalformedParcelException"))
                .extracting(row -> (String) row.get("parcel"))
                .containsExactlyInAnyOrder(
                        "1:raw:AAAA", "base64:bm8gcGFyY2VsOiDDvG7Dr2NvZGUg8J+agA==");
    }

    @Test
    void messageThatSaysNoTenantIsKeptAllTheSame() {
        messages.send(queues().main(), "garbage", "not-a-tenant");
        messages.awaitEmpty(queues().main());

        assertThat(database.rows("dead_letter", ParkedMessages.NO_TENANT))
                .extracting(row -> row.get("parcel"))
                .contains("garbage");
        assertThatLedger(database, ParkedMessages.NO_TENANT).balances();
    }

    @Test
    void rejectionsAreCountedOnceWithTheirReasonsAndSamples() {
        TenantFixture tenant = database.tenant("stripe");
        Rejections signal = tenant.rejections(41, "/" + "x".repeat(5_000));

        messages.send(queues().signals(), SignalCodec.encode(signal), tenant.id().toString());
        messages.send(queues().signals(), SignalCodec.encode(signal), tenant.id().toString());
        messages.awaitEmpty(queues().signals());

        assertThat(
                        database.number(
                                "SELECT SUM(webhooks) FROM traffic_rollup WHERE grain = 'minute'"
                                        + " AND outcome = 'rejected' AND reason = 'signature_invalid'"
                                        + " AND tenant_id = ?",
                                tenant.id()))
                .isEqualTo(41);
        assertThat(database.count("rejection", tenant.id())).isEqualTo(1);
        assertThatLedger(database, tenant.id()).shows(0, 0, 0, 0);
    }

    @Test
    void signalThatCannotBeReadOrStoredIsKept() {
        TenantFixture tenant = database.tenant("stripe");
        Rejections absurd =
                new Rejections(
                        Ids.next(),
                        tenant.id(),
                        List.of(
                                new Rejections.Count(
                                        tenant.sourceId(),
                                        "r".repeat(100),
                                        Instant.now(),
                                        1,
                                        List.of())));

        messages.send(queues().signals(), "{\"v\":1}", tenant.id().toString());
        messages.send(queues().signals(), SignalCodec.encode(absurd), tenant.id().toString());
        messages.awaitEmpty(queues().signals());

        assertThat(database.rows("dead_letter", tenant.id()))
                .extracting(row -> row.get("reason"))
                .containsExactlyInAnyOrder("malformed_signal", "data_refused");
    }

    @Test
    void whoMustNotBeWrittenToIsPublished() {
        String queue =
                cloud.sqs().createQueue(create -> create.queueName("it-suppressions")).queueUrl();
        cloud.sns()
                .subscribe(subscribe ->
                        subscribe
                                .topicArn(cloud.topics().suppressions())
                                .protocol("sqs")
                                .endpoint(QueueSet.arn(cloud.sqs(), queue))
                                .attributes(Map.of("RawMessageDelivery", "true")));
        TenantFixture tenant = database.tenant("sendgrid");

        messages.send(
                queues().main(),
                tenant.parcel(
                        tenant.webhook()
                                .body(
                                        "[{\"event\":\"unsubscribe\",\"email\":\"ana@acme.example\",\"timestamp\":1763700000}]")
                                .build()));

        List<Message> published =
                await().atMost(WorkerQueues.SOON)
                        .until(
                                () ->
                                        cloud.sqs()
                                                .receiveMessage(receive ->
                                                        receive.queueUrl(queue)
                                                                .messageAttributeNames("All")
                                                                .waitTimeSeconds(1))
                                                .messages(),
                                found -> !found.isEmpty());
        assertThat(published.getFirst().body())
                .contains("\"reason\":\"unsubscribed\"", tenant.id().toString())
                .doesNotContain("ana@");
        assertThat(published.getFirst().messageAttributes().get("type").stringValue())
                .isEqualTo("recipient.suppressed");
        await().atMost(WorkerQueues.SOON)
                .untilAsserted(() ->
                        assertThat(
                                        database.number(
                                                "SELECT COUNT(published_at) FROM outbox WHERE tenant_id = ?",
                                                tenant.id()))
                                .isEqualTo(1));
    }

    @Test
    void healthIsServedAndBusinessIsNot() throws Exception {
        assertThat(get("/actuator/health/liveness")).contains("UP");
        assertThat(get("/actuator/health/readiness")).contains("UP");
        assertThat(get("/actuator/metrics/" + Metrics.RECEIVED)).contains("COUNT");
        assertThat(get("/actuator/env")).contains("404");
    }

    private String get(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(
                                            URI.create("http://127.0.0.1:" + managementPort + path))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }

    private double handedBack(String reason) {
        return registry.counter(Metrics.HANDED_BACK, "reason", reason).count();
    }

    private static QueueSet queues() {
        return cloud.queues();
    }
}
