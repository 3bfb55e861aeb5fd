package dev.spillway.worker.drain;

import static dev.spillway.worker.fixture.LedgerAssert.assertThatLedger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.localcloud.queue.QueueSet;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.platform.telemetry.Metrics;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.fixture.WorkerQueues;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The worker and its database, with a network between them that fails. */
@CloudTest
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@DirtiesContext
class DrainFaultIT {

    private static final CutOffWorker WORKER = CutOffWorker.of(DrainFaultIT.class);

    /** Four writers, each of whom waits a quarter of a second at least ({@link ImpatientDrain}). */
    private static final int MOST_ATTEMPTS_A_SECOND = 16;

    private final TestCloud cloud = WORKER.cloud();
    private final WorkerDatabase database = WORKER.database();
    private final WorkerQueues messages = WORKER.messages();

    @Autowired private MeterRegistry registry;
    @Autowired private StallGate gate;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        WORKER.settings(registry);
    }

    @BeforeEach
    void connected() {
        WORKER.link().restore();
    }

    @AfterAll
    static void close() {
        WORKER.close();
    }

    @Test
    void databaseThatIsCutOffMakesMessagesWaitAndReceivingPause() {
        TenantFixture tenant = database.tenant("stripe");
        WORKER.link().cut();
        for (int i = 0; i < 25; i++) {
            messages.send(
                    queues().main(), tenant.parcel(tenant.webhook().eventKey("k" + i).build()));
        }
        messages.send(queues().main(), "garbage in a storm", tenant.id().toString());

        await().atMost(WorkerQueues.SOON).until(gate::isShut);
        await().atMost(WorkerQueues.SOON).until(() -> handedBack("not_stored") > 0);
        assertThat(messages.messages(queues().main())).isEqualTo(26);
        assertThat(database.count("dead_letter", tenant.id())).isZero();

        WORKER.link().restore();
        messages.awaitEmpty(queues().main());
        assertThatLedger(database, tenant.id()).shows(26, 25, 0, 1);
        assertThat(gate.isShut()).isFalse();
    }

    /** As a failover leaves a worker whose connections lead to what is a reader now. */
    @Test
    void serverThatOnlyReadsMakesMessagesWaitAndIsNotHammered() throws Exception {
        TenantFixture tenant = database.tenant("stripe");
        double handedBack = handedBack("not_stored");
        double failed = retried("stall");
        long start = System.nanoTime();

        try (AutoCloseable _ = database.readOnly()) {
            for (int i = 0; i < 25; i++) {
                messages.send(
                        queues().main(), tenant.parcel(tenant.webhook().eventKey("k" + i).build()));
            }
            await().atMost(WorkerQueues.SOON).until(gate::isShut);
            await().atMost(WorkerQueues.SOON).until(() -> handedBack("not_stored") > handedBack);
            assertThat(messages.messages(queues().main())).isEqualTo(25);
        }

        Duration lasted = Duration.ofNanos(System.nanoTime() - start);
        assertThat(retried("stall") - failed)
                .isBetween(1.0, MOST_ATTEMPTS_A_SECOND * (lasted.toSeconds() + 1.0));
        messages.awaitEmpty(queues().main());
        assertThatLedger(database, tenant.id()).shows(25, 25, 0, 0);
    }

    @Test
    void connectionsThatBreakInTheMiddleLoseAndDoubleNothing() {
        TenantFixture tenant = database.tenant("sendgrid");
        List<Parcel> parcels = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            List<Webhook> webhooks = new ArrayList<>();
            for (int j = 0; j < 20; j++) {
                webhooks.add(tenant.webhook().eventKey("k" + i + "-" + j % 19).build());
            }
            parcels.add(tenant.parcel(webhooks));
        }

        for (int i = 0; i < parcels.size(); i++) {
            messages.send(queues().main(), parcels.get(i));
            if (i % 8 == 7) {
                WORKER.link().cut();
                WORKER.link().restore();
            }
        }

        messages.awaitEmpty(queues().main());
        assertThatLedger(database, tenant.id()).shows(800, 760, 40, 0);
    }

    /**
     * Somebody holds the second of two identities and wants the first, while a batch has the first
     * and waits for the second. He has written more, so the batch is rolled back.
     */
    @Test
    void batchThatIsADeadlocksVictimIsStoredAllTheSame() throws Exception {
        TenantFixture tenant = database.tenant("stripe");
        double received = count(Metrics.RECEIVED);
        double retried = retried("contention");
        send(tenant, "evt_1", "evt_2");
        List<Map<String, Object>> claims =
                database.owner()
                        .queryForList(
                                "SELECT * FROM webhook_claim WHERE tenant_id = ? ORDER BY identity",
                                Ids.bytes(tenant.id()));
        assertThat(claims).hasSize(2);
        database.owner()
                .update("DELETE FROM webhook_claim WHERE tenant_id = ?", Ids.bytes(tenant.id()));

        try (Connection rival = cloud.database().connect()) {
            rival.setAutoCommit(false);
            writeMuch(rival);
            insert(rival, claims.getLast());
            messages.send(queues().main(), parcel(tenant, "evt_1", "evt_2"));
            await().atMost(WorkerQueues.SOON).until(this::somebodyWaitsForALock);
            insert(rival, claims.getFirst());
            rival.rollback();
        }

        messages.awaitEmpty(queues().main());
        assertThatLedger(database, tenant.id()).shows(4, 4, 0, 0);
        assertThat(retried("contention")).isGreaterThan(retried);
        assertThat(count(Metrics.RECEIVED) - received).isEqualTo(4);
    }

    private static void writeMuch(Connection rival) throws SQLException {
        try (PreparedStatement row =
                rival.prepareStatement(
                        "INSERT INTO parcel_claim (tenant_id, parcel_id, claimed_at) VALUES (?, ?, NOW(3))")) {
            for (int i = 0; i < 2_000; i++) {
                row.setBytes(1, Ids.bytes(Ids.next()));
                row.setBytes(2, Ids.bytes(Ids.next()));
                row.addBatch();
            }
            row.executeBatch();
        }
    }

    private static void insert(Connection rival, Map<String, Object> claim) throws SQLException {
        String columns = String.join(", ", claim.keySet());
        String values = String.join(", ", Collections.nCopies(claim.size(), "?"));
        try (PreparedStatement row =
                rival.prepareStatement(
                        "INSERT INTO webhook_claim (" + columns + ") VALUES (" + values + ")")) {
            int index = 1;
            for (Object value : claim.values()) {
                row.setObject(index++, value);
            }
            row.executeUpdate();
        }
    }

    /**
     * By the server's count: MySQL cannot list transactions whose statements hold binary values.
     */
    private boolean somebodyWaitsForALock() {
        Map<String, Object> status =
                database.owner()
                        .queryForMap("SHOW GLOBAL STATUS LIKE 'Innodb_row_lock_current_waits'");
        return !"0".equals(status.get("Value"));
    }

    private void send(TenantFixture tenant, String... keys) {
        messages.send(queues().main(), parcel(tenant, keys));
        messages.awaitEmpty(queues().main());
    }

    private static Parcel parcel(TenantFixture tenant, String... keys) {
        return tenant.parcel(
                Stream.of(keys).map(key -> tenant.webhook().eventKey(key).build()).toList());
    }

    /** What the worker counted is what became of it, after every fault. */
    @AfterEach
    void countersBalance() {
        assertThat(count(Metrics.RECEIVED))
                .isEqualTo(
                        count(Metrics.STORED)
                                + count(Metrics.DUPLICATES)
                                + count(Metrics.DEAD_LETTERS));
    }

    private double count(String name) {
        return registry.find(name).counters().stream().mapToDouble(Counter::count).sum();
    }

    private double retried(String fault) {
        return registry.counter(Metrics.RETRIED, "fault", fault).count();
    }

    private double handedBack(String reason) {
        return registry.counter(Metrics.HANDED_BACK, "reason", reason).count();
    }

    private QueueSet queues() {
        return cloud.queues();
    }
}
