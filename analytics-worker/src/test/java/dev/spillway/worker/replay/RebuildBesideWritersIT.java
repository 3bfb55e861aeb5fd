package dev.spillway.worker.replay;

import static dev.spillway.worker.fixture.LedgerAssert.assertThatLedger;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.job.JobKind;
import dev.spillway.platform.job.WebhookSelection;
import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.job.JobHandler;
import dev.spillway.worker.job.JobWorker;
import dev.spillway.worker.sql.Fault;
import dev.spillway.worker.store.StorageFaultException;
import dev.spillway.worker.store.StoreFixture;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Jobs go through what is stored while batches add to it, and every event is counted once. */
@CloudTest(parts = Part.DATABASE)
class RebuildBesideWritersIT {

    private static final int WRITERS = 3;
    private static final int BATCHES = 60;

    private static WorkerDatabase database;
    private static ReplayFixture fixture;
    private static final List<StoreFixture> STORES = new ArrayList<>();

    @BeforeAll
    static void open(TestCloud cloud) {
        database = WorkerDatabase.on(cloud.database());
        fixture = new ReplayFixture(database);
        for (int slot = 0; slot < WRITERS; slot++) {
            STORES.add(StoreFixture.on(database, slot / 2)); // two share their rows
        }
    }

    @AfterAll
    static void close() {
        STORES.forEach(StoreFixture::close);
        fixture.close();
    }

    @Test
    void rebuildsMissNothingAndDoubleNothing() throws Exception {
        TenantFixture tenant = database.tenant("sendgrid");
        List<CompletableFuture<Void>> writers = write(tenant);
        JobWorker worker =
                new JobWorker(
                        fixture.store.pool(), fixture.rebuildHandler(fixture.store.rebuild(20)));

        int rebuilds = 0;
        do {
            fixture.jobs.ask(tenant.id(), JobKind.ROLLUP_REBUILD, ReplayFixture.lately());
            doAll(worker);
            rebuilds++;
        } while (!writers.stream().allMatch(CompletableFuture::isDone));
        join(writers);

        assertThat(fixture.seen(tenant)).isEqualTo(fixture.counted(tenant));
        assertThat(rebuilds).as("rebuilds beside the writers").isGreaterThan(1);
        assertThatLedger(database, tenant.id()).balances();
        assertThat(
                        database.number(
                                "SELECT MAX(visible) FROM rollup_generation WHERE tenant_id = ?",
                                tenant.id()))
                .as("the first may have come before the first event")
                .isGreaterThan(1);
    }

    @Test
    void normalisingAgainMissesNothingAndDoublesNothing() throws Exception {
        TenantFixture stranger = database.tenant(ReplayFixture.UNHEARD_OF);
        Instant hour = lastHour();
        for (int batch = 0; batch < BATCHES; batch++) {
            store(fixture.store, parcel(stranger, hour, WRITERS, batch));
        }
        fixture.nowSpeaks(stranger, "sendgrid");
        TenantFixture tenant = new TenantFixture(stranger.id(), stranger.sourceId(), "sendgrid");
        List<CompletableFuture<Void>> writers = write(tenant);
        JobHandler replay = fixture.replayHandler();
        JobWorker one = new JobWorker(fixture.store.pool(), replay);
        JobWorker other = new JobWorker(STORES.getFirst().pool(), replay);
        JobWorker rebuild =
                new JobWorker(
                        fixture.store.pool(), fixture.rebuildHandler(fixture.store.rebuild(20)));

        do {
            ask(tenant);
            ask(tenant);
            fixture.jobs.ask(tenant.id(), JobKind.ROLLUP_REBUILD, ReplayFixture.lately());
            CompletableFuture<Void> besides =
                    CompletableFuture.allOf(
                            CompletableFuture.runAsync(() -> doAll(other)),
                            CompletableFuture.runAsync(() -> doAll(rebuild)));
            doAll(one);
            besides.get(2, TimeUnit.MINUTES);
        } while (!writers.stream().allMatch(CompletableFuture::isDone));
        join(writers);

        assertThat(fixture.seen(tenant)).isEqualTo(fixture.counted(tenant));
        assertThat(database.number("SELECT COUNT(*) FROM event WHERE tenant_id = ?", tenant.id()))
                .as("each event once")
                .isEqualTo(BATCHES * 5L * (WRITERS + 2))
                .isEqualTo(
                        database.number(
                                "SELECT COUNT(DISTINCT provider_event_id) FROM event WHERE tenant_id = ?",
                                tenant.id()));
        assertThatLedger(database, tenant.id()).balances();
    }

    private static void ask(TenantFixture tenant) {
        fixture.jobs.ask(
                tenant.id(),
                JobKind.WEBHOOK_REPLAY,
                new WebhookSelection(null, null, null, null, null, ReplayFixture.soon()));
    }

    /** A job gives its turn back when it got into a batch's way, and goes on at the next. */
    private static void doAll(JobWorker worker) {
        for (int failures = 0; failures < 200; failures++) {
            try {
                worker.doAll();
                return;
            } catch (RuntimeException e) {
                assertThat(Fault.of(e)).as("%s", e).isEqualTo(Fault.CONTENTION);
            }
        }
        throw new AssertionError("contention never ended");
    }

    /** Batches of webhooks whose events fall into two hours and are told more than once. */
    private static List<CompletableFuture<Void>> write(TenantFixture tenant) {
        Instant hour = lastHour();
        return IntStream.range(0, WRITERS)
                .mapToObj(writer ->
                        CompletableFuture.runAsync(() -> {
                            for (int batch = 0; batch < BATCHES; batch++) {
                                store(STORES.get(writer), parcel(tenant, hour, writer, batch));
                            }
                        }))
                .toList();
    }

    private static Instant lastHour() {
        return Instant.now().truncatedTo(ChronoUnit.HOURS).minus(1, ChronoUnit.HOURS);
    }

    private static Parcel parcel(TenantFixture tenant, Instant hour, int writer, int batch) {
        List<Webhook> webhooks = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = batch * 5 + i;
            Instant at = hour.plusSeconds((number * 37L) % 7_200);
            webhooks.add(
                    fixture.webhook(
                                    tenant,
                                    at,
                                    "open own" + writer + "x" + number,
                                    "click shared" + number)
                            .id(Ids.next())
                            .receivedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                            .build());
        }
        return tenant.parcel(webhooks);
    }

    private static void store(StoreFixture store, Parcel parcel) {
        for (int failures = 0; failures < 200; failures++) {
            try {
                store.store(parcel);
                return;
            } catch (StorageFaultException e) {
                assertThat(e.fault()).isEqualTo(Fault.CONTENTION);
            }
        }
        throw new AssertionError("contention never ended");
    }

    private static void join(List<CompletableFuture<Void>> writers) throws Exception {
        for (CompletableFuture<Void> writer : writers) {
            writer.get(2, TimeUnit.MINUTES);
        }
    }
}
