package dev.spillway.worker.deadletter;

import static dev.spillway.worker.deadletter.LetterFixture.SICK;
import static dev.spillway.worker.fixture.LedgerAssert.assertThatLedger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.job.DeadLetterSelection;
import dev.spillway.platform.job.JobKind;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.job.Job;
import dev.spillway.worker.job.JobHandler;
import dev.spillway.worker.job.JobWorker;
import dev.spillway.worker.job.Step;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What died is stored once by however many it is replayed, whoever of them dies of it. */
@CloudTest(parts = Part.DATABASE)
class ReplayFaultIT {

    private static WorkerDatabase database;
    private static LetterFixture letters;

    private TenantFixture tenant;

    @BeforeAll
    static void open(TestCloud cloud) {
        database = WorkerDatabase.on(cloud.database());
        letters = new LetterFixture(database);
    }

    @AfterAll
    static void close() {
        letters.close();
    }

    @BeforeEach
    void illness() {
        tenant = database.tenant("stripe");
        letters.fallIll();
    }

    @AfterEach
    void nothingWaits() {
        database.owner().update("DELETE FROM job");
    }

    private Webhook webhook(String key, String path) {
        return tenant.webhook().eventKey(key).path(path).body("{\"id\":\"" + key + "\"}").build();
    }

    private void store(Webhook... webhooks) {
        letters.store.store(tenant.parcel(webhooks));
    }

    @Test
    void workersThatReplayTheSameAtTheSameTimeStoreItOnce() throws Exception {
        Webhook[] dying =
                IntStream.range(0, 60)
                        .mapToObj(i -> webhook("evt_" + i, SICK))
                        .toArray(Webhook[]::new);
        store(dying);
        letters.cure();
        List<UUID> jobs =
                IntStream.range(0, 4)
                        .mapToObj(_ ->
                                letters.jobs.ask(
                                        tenant.id(),
                                        JobKind.DEAD_LETTER_REPLAY,
                                        DeadLetterSelection.all(LetterFixture.soon())))
                        .toList();

        List<CompletableFuture<Void>> workers =
                IntStream.range(0, 4)
                        .mapToObj(_ ->
                                CompletableFuture.runAsync(ReplayFaultIT::doAllWhateverHappens))
                        .toList();
        for (CompletableFuture<Void> worker : workers) {
            worker.get(1, TimeUnit.MINUTES);
        }

        assertThatLedger(database, tenant.id()).shows(60, 60, 0, 0);
        assertThat(jobs).allMatch(job -> letters.jobs.status(job).equals("done"));
        assertThat(jobs.stream().mapToLong(job -> letters.jobs.number(job, "done")).sum())
                .as("each letter was replayed by one of them")
                .isEqualTo(60);
    }

    /** Two that want the same rows get into each other's way, which costs a turn. */
    private static void doAllWhateverHappens() {
        JobWorker worker = new JobWorker(letters.store.pool(), letters.replay());
        for (int faults = 0; faults < 200; faults++) {
            try {
                worker.doAll();
                return;
            } catch (RuntimeException e) {
                // As the loop does: the job waits for another turn.
            }
        }
        throw new AssertionError("contention never ended");
    }

    @Test
    void workerThatDiesBeforeTheCommitLeavesItDeadAndTheNextStoresItOnce() {
        store(webhook("evt_1", SICK), webhook("evt_2", SICK));
        letters.cure();
        UUID job =
                letters.jobs.ask(
                        tenant.id(),
                        JobKind.DEAD_LETTER_REPLAY,
                        DeadLetterSelection.all(LetterFixture.soon()));
        JobWorker dying = new JobWorker(letters.store.pool(), new Dying(letters.replay()));

        assertThatThrownBy(dying::doAll).isInstanceOf(AssertionError.class);
        assertThatLedger(database, tenant.id()).shows(2, 0, 0, 2);
        letters.jobs.endLease(job);
        new JobWorker(letters.store.pool(), letters.replay()).doAll();

        assertThatLedger(database, tenant.id()).shows(2, 2, 0, 0);
        assertThat(letters.jobs.number(job, "done")).isEqualTo(2);
    }

    /** Dies when all is written and nothing is committed. */
    private record Dying(JobHandler handler) implements JobHandler {

        @Override
        public JobKind kind() {
            return handler.kind();
        }

        @Override
        public Step next(Job job, int items) {
            Step step = handler.next(job, items);
            return () -> {
                step.write();
                throw new AssertionError("kill -9");
            };
        }

        @Override
        public Step past(Job job, RuntimeException failure) {
            return handler.past(job, failure);
        }
    }

    @Test
    void tenantThatCannotBeServedFailsTheJobAndNotTheLetters() {
        store(webhook("evt_1", SICK));
        letters.cure();
        database.owner()
                .update(
                        "UPDATE tenant_key SET wrapped_key = ? WHERE tenant_id = ?",
                        new byte[60],
                        Ids.bytes(tenant.id()));

        try (LetterFixture later = new LetterFixture(database)) {
            UUID job = later.replayAll(tenant);

            assertThat(later.jobs.row(job))
                    .containsEntry("status", "failed")
                    .containsEntry("error_code", "tenant_unusable");
        }
        assertThat(database.row("dead_letter", tenant.id())).containsEntry("status", "dead");
    }
}
