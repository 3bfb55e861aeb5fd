package dev.spillway.worker.store;

import static dev.spillway.worker.fixture.LedgerAssert.assertThatLedger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.sql.Fault;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Several workers on one database, and faults that are nobody's data's fault. */
@CloudTest(parts = Part.DATABASE)
class ConcurrentStoresIT {

    private static final int WORKERS = 4;
    private static final int PARCELS = 60;
    private static final int KEYS = 150;
    private static final Pattern EVENT_ID = Pattern.compile("\"e\\d+\"");

    private static WorkerDatabase database;
    private static TestCloud cloud;
    private static final List<StoreFixture> STORES = new ArrayList<>();

    @BeforeAll
    static void open(TestCloud given) {
        cloud = given;
        database = WorkerDatabase.on(cloud.database());
        for (int slot = 0; slot < WORKERS; slot++) {
            STORES.add(StoreFixture.on(database, slot / 2)); // two and two share rollup rows
        }
    }

    @AfterAll
    static void close() {
        STORES.forEach(StoreFixture::close);
    }

    @Test
    void workersOnTheSameParcelsStoreEachWebhookOnceAndCountExactly() throws Exception {
        TenantFixture tenant = database.tenant("sendgrid");
        Random random = new Random(7);
        List<Parcel> parcels = parcels(tenant, random);

        List<Callable<Void>> workers = new ArrayList<>();
        CyclicBarrier start = new CyclicBarrier(WORKERS);
        for (StoreFixture store : STORES) {
            List<Parcel> order = new ArrayList<>(parcels);
            Collections.shuffle(order, random);
            workers.add(() -> {
                start.await(1, TimeUnit.MINUTES);
                for (int from = 0; from < order.size(); from += 10) {
                    storeUntilDone(store, order.subList(from, from + 10));
                }
                return null;
            });
        }
        // A thread for each: the common pool has as few as one.
        try (ExecutorService threads = Executors.newFixedThreadPool(WORKERS)) {
            for (Future<Void> worker : threads.invokeAll(workers, 2, TimeUnit.MINUTES)) {
                worker.get();
            }
        }

        long webhooks = parcels.stream().mapToLong(parcel -> parcel.webhooks().size()).sum();
        long keys =
                parcels.stream()
                        .flatMap(parcel -> parcel.webhooks().stream())
                        .map(Webhook::eventKey)
                        .distinct()
                        .count();
        assertThatLedger(database, tenant.id()).shows(webhooks, keys, webhooks - keys, 0);
        assertThat(database.count("parcel_claim", tenant.id())).isEqualTo(PARCELS);
        assertThat(database.count("event", tenant.id())).isEqualTo(eventsOfTheStored(tenant));
    }

    /** Each once, of those webhooks that were first: which they are, the race decided. */
    private static long eventsOfTheStored(TenantFixture tenant) {
        return database.rows("webhook", tenant.id()).stream()
                .map(row -> new String((byte[]) row.get("body"), StandardCharsets.UTF_8))
                .flatMap(body -> EVENT_ID.matcher(body).results())
                .map(MatchResult::group)
                .distinct()
                .count();
    }

    /** Every key several times, over parcels; each webhook holds events that others hold too. */
    private static List<Parcel> parcels(TenantFixture tenant, Random random) {
        List<Parcel> parcels = new ArrayList<>();
        Instant now = Instant.now();
        for (int i = 0; i < PARCELS; i++) {
            List<Webhook> webhooks = new ArrayList<>();
            for (int j = 0; j < 10; j++) {
                int key = random.nextInt(KEYS);
                webhooks.add(
                        tenant.webhook()
                                .receivedAt(now.plusMillis(random.nextInt(5_000)))
                                .eventKey("key-" + key)
                                .body(
                                        "[{\"event\":\"open\",\"timestamp\":1763700000,\"sg_event_id\":\"e%d\"},{\"event\":\"click\",\"timestamp\":1763700000,\"sg_event_id\":\"e%d\"}]"
                                                .formatted(
                                                        random.nextInt(100), random.nextInt(100)))
                                .build());
            }
            parcels.add(tenant.parcel(webhooks));
        }
        return parcels;
    }

    private static void storeUntilDone(StoreFixture store, List<Parcel> parcels) {
        for (int failures = 0; failures < 200; failures++) {
            try {
                store.store(parcels);
                return;
            } catch (StorageFaultException e) {
                assertThat(e.fault()).isEqualTo(Fault.CONTENTION);
            }
        }
        throw new AssertionError("contention never ended");
    }

    @Test
    void identityThatIsLockedForTooLongIsContentionAndNoDeadLetter() throws Exception {
        TenantFixture tenant = database.tenant("stripe");
        Webhook first = tenant.webhook().eventKey("evt_1").build();
        STORES.getFirst().store(tenant.parcel(first));
        Parcel second = tenant.parcel(tenant.webhook().eventKey("evt_1").build());

        try (Connection owner = cloud.database().connect()) {
            owner.setAutoCommit(false);
            try (PreparedStatement lock =
                    owner.prepareStatement(
                            "UPDATE webhook_claim SET claimed_at = claimed_at, expires_at = '2027-01-01' WHERE tenant_id = ?")) {
                lock.setBytes(1, Ids.bytes(tenant.id()));
                lock.executeUpdate();
            }
            assertThatThrownBy(() -> STORES.getFirst().store(second))
                    .isInstanceOfSatisfying(
                            StorageFaultException.class,
                            e -> assertThat(e.fault()).isEqualTo(Fault.CONTENTION));
            owner.rollback();
        }
        assertThatLedger(database, tenant.id()).shows(1, 1, 0, 0);
        STORES.getFirst().store(second);
        assertThatLedger(database, tenant.id()).shows(2, 1, 1, 0);
    }

    /** As after a failover that left the worker with the reader. */
    @Test
    void serverThatOnlyReadsIsAStallAndNoDeadLetter() {
        TenantFixture tenant = database.tenant("stripe");
        Parcel parcel = tenant.parcel(tenant.webhook().eventKey("evt_1").build());

        try (StoreFixture reader = StoreFixture.readOnly(database)) {
            assertThatThrownBy(() -> reader.store(parcel))
                    .isInstanceOfSatisfying(
                            StorageFaultException.class,
                            e -> assertThat(e.fault()).isEqualTo(Fault.STALL));
        }
        assertThatLedger(database, tenant.id()).shows(0, 0, 0, 0);
        STORES.getFirst().store(parcel);
        assertThatLedger(database, tenant.id()).shows(1, 1, 0, 0);
    }

    @Test
    void rightThatIsMissingIsAStallAndNoDeadLetter() throws Exception {
        TenantFixture tenant = database.tenant("stripe");
        Parcel parcel = tenant.parcel(tenant.webhook().eventKey("evt_1").build());
        String table = "`" + cloud.database().schema() + "`.event_rollup";

        database.owner().execute("REVOKE INSERT ON " + table + " FROM 'spillway_worker'@'%'");
        try {
            assertThatThrownBy(() -> STORES.getFirst().store(parcel))
                    .isInstanceOfSatisfying(
                            StorageFaultException.class,
                            e -> assertThat(e.fault()).isEqualTo(Fault.STALL));
        } finally {
            database.owner().execute("GRANT INSERT ON " + table + " TO 'spillway_worker'@'%'");
        }
        assertThatLedger(database, tenant.id()).shows(0, 0, 0, 0);
        STORES.getFirst().store(parcel);
        assertThatLedger(database, tenant.id()).shows(1, 1, 0, 0);
    }
}
