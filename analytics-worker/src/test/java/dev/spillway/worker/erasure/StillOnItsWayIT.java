package dev.spillway.worker.erasure;

import static dev.spillway.worker.fixture.LedgerAssert.assertThatLedger;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.redact.OriginalHash;
import dev.spillway.worker.redact.People;
import dev.spillway.worker.store.StorageFaultException;
import dev.spillway.worker.store.StoreFixture;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was received before an erasure and comes after it does not bring anybody back. */
@CloudTest(parts = Part.DATABASE)
class StillOnItsWayIT {

    private static final String ANA = "ana@way.example";
    private static final String BODY =
            "[{\"event\":\"%s\",\"email\":\""
                    + ANA
                    + "\",\"timestamp\":1763700000,\"sg_event_id\":\"%s\"}]";

    /** The common pool has one thread on a small machine, and these wait for each other. */
    private static final Executor OWN_THREAD = task -> Thread.ofVirtual().start(task);

    private static WorkerDatabase database;
    private static ErasureFixture erasure;

    private TenantFixture tenant;

    @BeforeAll
    static void open(TestCloud cloud) {
        database = WorkerDatabase.on(cloud.database());
        erasure = new ErasureFixture(database);
    }

    @AfterAll
    static void close() {
        erasure.close();
    }

    @BeforeEach
    void aTenant() {
        tenant = database.tenant("sendgrid");
    }

    @AfterEach
    void nothingIsLeft() {
        for (String table : List.of("job", "webhook", "event", "dead_letter")) {
            database.owner().update("DELETE FROM " + table);
        }
    }

    private Webhook webhook(String type, String id) {
        return tenant.webhook().body(BODY.formatted(type, id)).build();
    }

    private Map<String, Object> stored(UUID id) {
        return database.owner()
                .queryForMap("SELECT * FROM webhook WHERE id = ?", (Object) Ids.bytes(id));
    }

    @Test
    void whatWasReceivedBeforeIsStoredWithoutHimAndCounted() {
        Webhook queued = webhook("open", "1");
        erasure.erase(tenant, ANA);

        erasure.store.store(tenant.parcel(queued));

        assertThat(stored(queued.id()))
                .containsEntry(
                        "body",
                        BODY.formatted("open", "1").replace(ANA, People.REDACTED).getBytes(UTF_8))
                .containsEntry("original_sha256", OriginalHash.of(queued.body()))
                .satisfies(row -> assertThat(row.get("redacted_at")).isNotNull());
        assertThat(database.row("event", tenant.id()))
                .containsEntry("type", "opened")
                .containsEntry("recipient_hash", null)
                .containsEntry("recipient_masked", null)
                .containsEntry("provider_event_id", null);
        assertThatLedger(database, tenant.id()).shows(1, 1, 0, 0);
        assertThat(Dump.places(database, ANA)).isEmpty();
    }

    @Test
    void whatIsReceivedAfterwardsIsNoneOfItsBusiness() {
        erasure.erase(tenant, ANA);
        Webhook later =
                tenant.webhook()
                        .receivedAt(Instant.now().plusMillis(5))
                        .body(BODY.formatted("open", "2"))
                        .build();

        erasure.store.store(tenant.parcel(later));

        assertThat(stored(later.id()))
                .containsEntry("body", later.body())
                .containsEntry("redacted_at", null);
        assertThat(database.row("event", tenant.id()))
                .containsEntry("recipient_hash", erasure.hasher(tenant).hash(ANA));
    }

    @Test
    void theSameWebhookTwiceIsStoredOnceThoughItWasRewritten() {
        Webhook queued = webhook("open", "3");
        Webhook again = webhook("open", "3");
        erasure.erase(tenant, ANA);

        erasure.store.store(tenant.parcel(queued));
        erasure.store.store(tenant.parcel(again));

        assertThatLedger(database, tenant.id()).shows(2, 1, 1, 0);
    }

    /** He must not be written to because he was erased. */
    @Test
    void aSuppressionStillGoesOutByHash() {
        Webhook queued = webhook("spamreport", "4");
        erasure.erase(tenant, ANA);

        erasure.store.store(tenant.parcel(queued));

        assertThat(database.row("outbox", tenant.id()).get("payload").toString())
                .contains(HexFormat.of().formatHex(erasure.hasher(tenant).hash(ANA)))
                .doesNotContain(ANA);
    }

    @Test
    void whatDiesAfterwardsIsADeadLetterWithoutHim() {
        Webhook hopeless =
                tenant.webhook()
                        .body(BODY.formatted("open", "5"))
                        .path("/" + "x".repeat(3_000))
                        .build();
        erasure.erase(tenant, ANA);

        erasure.store.store(tenant.parcel(hopeless));

        assertThat(database.count("dead_letter", tenant.id())).isEqualTo(1);
        assertThat(Dump.places(database, ANA)).isEmpty();
    }

    /** The batch is past the gate and has not committed: the erasure waits, and then finds it. */
    @Test
    void aBatchThatBeganBeforeTheTombstoneIsFoundByTheSearch() throws Exception {
        Webhook slow = webhook("open", "6");
        CompletableFuture<Void> storing;
        CompletableFuture<Void> erasing;
        UUID job;
        try (AutoCloseable _ = database.holdWrites("event")) {
            storing =
                    CompletableFuture.runAsync(
                            () -> erasure.store.store(tenant.parcel(slow)), OWN_THREAD);
            await().until(() -> waitsFor("INSERT INTO event"));
            job = erasure.ask(tenant, ANA, Instant.now().plusMillis(1));
            erasing = CompletableFuture.runAsync(erasure::work, OWN_THREAD);
            await().until(() -> waitsFor("UPDATE erasure_gate"));
            assertThat(erasure.jobs.row(job)).containsEntry("place", null);
        }
        storing.get(1, TimeUnit.MINUTES);
        erasing.get(1, TimeUnit.MINUTES);

        assertThat(erasure.jobs.status(job)).isEqualTo("done");
        assertThat(stored(slow.id()).get("redacted_at")).isNotNull();
        assertThat(Dump.places(database, ANA)).isEmpty();
    }

    private static boolean waitsFor(String statement) {
        return database
                .owner()
                .queryForList(
                        "SELECT info FROM information_schema.processlist WHERE info IS NOT NULL",
                        String.class)
                .stream()
                .anyMatch(info -> info.startsWith(statement));
    }

    /** Four workers store while a fifth erases: whichever way they meet, he is gone at the end. */
    @Test
    void noBatchSlipsThroughWhileSomebodyIsErased() throws Exception {
        List<Parcel> parcels = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            List<Webhook> webhooks = new ArrayList<>();
            for (int j = 0; j < 5; j++) {
                webhooks.add(webhook("open", i + "-" + j));
            }
            parcels.add(tenant.parcel(webhooks));
        }
        Instant before = Instant.now().plusMillis(1);

        List<CompletableFuture<Void>> workers = new ArrayList<>();
        for (int worker = 0; worker < 4; worker++) {
            List<Parcel> part = parcels.subList(worker * 30, worker * 30 + 30);
            workers.add(CompletableFuture.runAsync(() -> storeAll(part), OWN_THREAD));
        }
        await().until(() -> database.count("webhook", tenant.id()) > 50);
        erasure.ask(tenant, ANA, before);
        erasure.work();
        for (CompletableFuture<Void> worker : workers) {
            worker.get(2, TimeUnit.MINUTES);
        }

        assertThatLedger(database, tenant.id()).shows(600, 600, 0, 0);
        assertThat(Dump.places(database, ANA)).isEmpty();
        assertThat(
                        database.number(
                                "SELECT COUNT(*) FROM webhook WHERE tenant_id = ? AND redacted_at IS NULL",
                                tenant.id()))
                .isZero();
    }

    private static void storeAll(List<Parcel> parcels) {
        try (StoreFixture store = StoreFixture.on(database)) {
            for (Parcel parcel : parcels) {
                storeUntilDone(store, parcel);
            }
        }
    }

    private static void storeUntilDone(StoreFixture store, Parcel parcel) {
        for (int failures = 0; failures < 100; failures++) {
            try {
                store.store(parcel);
                return;
            } catch (StorageFaultException e) {
                // The gate was shut for a moment: the drain tries again, and so does this.
            }
        }
        throw new AssertionError("the gate never opened");
    }

    @Test
    void anotherTenantsWebhooksOnTheirWayStayAsTheyAre() {
        TenantFixture other = database.tenant("sendgrid");
        Webhook theirs = other.webhook().body(BODY.formatted("open", "7")).build();
        erasure.erase(tenant, ANA);

        erasure.store.store(other.parcel(theirs));

        assertThat(stored(theirs.id())).containsEntry("body", theirs.body());
    }
}
