package dev.spillway.worker.erasure;

import static dev.spillway.worker.fixture.LedgerAssert.assertThatLedger;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.localcloud.queue.QueueSet;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.ParcelCodec;
import dev.spillway.platform.signal.SignalCodec;
import dev.spillway.worker.fixture.ImpatientDrain;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.fixture.WorkerQueues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Each queue there is, with somebody in it who was erased while it waited; the whole worker. */
@CloudTest(parts = {Part.DATABASE, Part.QUEUES, Part.TOPICS})
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@DirtiesContext
class EveryQueueIT {

    private static final String ANA = "ana@queue.example";

    private static WorkerDatabase database;
    private static TestCloud cloud;
    private static WorkerQueues messages;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        cloud = TestCloud.of(EveryQueueIT.class);
        database = WorkerDatabase.on(cloud.database());
        messages = WorkerQueues.of(cloud);
        cloud.properties().forEach((name, value) -> registry.add(name, () -> value));
        database.properties().forEach((name, value) -> registry.add(name, () -> value));
        ImpatientDrain.settings(registry);
    }

    private static List<String> lanes() {
        QueueSet queues = cloud.queues();
        return List.of(
                queues.main(),
                queues.overflow(),
                queues.mainDeadLetters(),
                queues.overflowDeadLetters());
    }

    private static List<String> signals() {
        return List.of(cloud.queues().signals(), cloud.queues().signalsDeadLetters());
    }

    @Test
    void whoWasErasedComesOutOfNone() {
        TenantFixture tenant = database.tenant("sendgrid");
        Map<String, List<String>> waiting = new TreeMap<>();
        lanes().forEach(queue ->
                waiting.put(queue, List.of(parcel(tenant), "no parcel of " + ANA)));
        signals().forEach(queue -> waiting.put(queue, signals(tenant)));
        try (ErasureFixture erasure = new ErasureFixture(database)) {
            erasure.bury(tenant, ANA);
        }

        waiting.forEach((queue, texts) ->
                texts.forEach(text -> messages.send(queue, text, tenant.id().toString())));
        messages.awaitEmpty(waiting.keySet().toArray(String[]::new));

        assertThatLedger(database, tenant.id()).shows(8, 4, 0, 4);
        assertThat(database.count("event", tenant.id())).isEqualTo(4);
        assertThat(database.count("quarantine", tenant.id())).isEqualTo(2);
        assertThat(
                        database.number(
                                "SELECT COUNT(*) FROM quarantine WHERE tenant_id = ? AND sealed IS NOT NULL",
                                tenant.id()))
                .isZero();
        assertThat(database.count("rejection", tenant.id())).isZero();
        assertThat(Dump.places(database, ANA)).isEmpty();
    }

    private static String parcel(TenantFixture tenant) {
        return ParcelCodec.encode(
                tenant.parcel(
                        tenant.webhook()
                                .body(
                                        "[{\"event\":\"open\",\"email\":\"%s\",\"timestamp\":1763700000,\"sg_event_id\":\"%s\"}]"
                                                .formatted(ANA, Ids.next()))
                                .build()));
    }

    private static List<String> signals(TenantFixture tenant) {
        List<String> signals = new ArrayList<>();
        signals.add(SignalCodec.encode(tenant.rejections(1, "/u/" + ANA)));
        signals.add(
                SignalCodec.encode(
                        ErasureFixture.refused(tenant, database)
                                .body("{\"to\":\"" + ANA + "\"}")
                                .signal()));
        signals.add("{\"no\":\"signal of " + ANA + "\"}");
        return signals;
    }
}
