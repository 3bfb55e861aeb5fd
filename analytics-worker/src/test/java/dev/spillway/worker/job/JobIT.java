package dev.spillway.worker.job;

import static dev.spillway.worker.job.JobWorker.LONG_TURNS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.job.JobKind;
import dev.spillway.worker.fixture.JobFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Jobs are done once, whatever happens to who does them. */
@CloudTest(parts = Part.DATABASE)
class JobIT {

    private static final JobKind KIND = JobKind.DEAD_LETTER_REPLAY;

    private static WorkerDatabase database;
    private static HikariDataSource pool;
    private static JobFixture jobs;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @BeforeAll
    static void open(TestCloud cloud) {
        database = WorkerDatabase.on(cloud.database());
        pool = database.pool();
        jobs = new JobFixture(database);
        NumberJob.prepare(database);
    }

    @AfterAll
    static void close() {
        pool.close();
    }

    /** What one test leaves undone is not to be done by the next. */
    @AfterEach
    void nothingWaits() {
        database.owner().update("DELETE FROM job");
    }

    private static NumberJob numbers() {
        return new NumberJob(new JdbcTemplate(pool));
    }

    private JobRunner worker(JobProperties properties, NumberJob handler) {
        return JobWorker.runner(pool, properties, handler, new Pause(), registry);
    }

    private static UUID tenant() {
        return database.tenant("hmac").id();
    }

    private static UUID ask(UUID tenantId, long numbers) {
        return jobs.ask(tenantId, KIND, numbers);
    }

    @Test
    void jobIsDoneStepByStepAndItsCountsAddUp() {
        UUID job = ask(tenant(), 95);

        assertThat(worker(LONG_TURNS, numbers()).turn()).isTrue();

        assertThat(jobs.row(job))
                .containsEntry("status", "done")
                .containsEntry("done", 95L)
                .containsEntry("failed", 0L)
                .containsEntry("lease_owner", null)
                .doesNotContainEntry("started_at", null)
                .doesNotContainEntry("finished_at", null);
        assertThat(NumberJob.written(database, job)).isEqualTo(95);
        assertThat(registry.get("spillway.job.items").tag("result", "done").counter().count())
                .isEqualTo(95);
        assertThat(registry.get("spillway.job.ended").tag("status", "done").counter().count())
                .isEqualTo(1);
        assertThat(worker(LONG_TURNS, numbers()).turn()).isFalse();
    }

    @Test
    void workerThatDiesWithinAStepLeavesNothingOfItAndAnotherGoesOn() {
        UUID job = ask(tenant(), 95);
        NumberJob dying =
                numbers()
                        .afterEach(n -> {
                            if (n == 25) {
                                throw new VirtualMachineDeath();
                            }
                        });
        assertThatThrownBy(() -> worker(LONG_TURNS, dying).turn())
                .isInstanceOf(VirtualMachineDeath.class);
        JobRunner other = worker(LONG_TURNS, numbers());

        assertThat(other.turn()).as("the dead one's lease holds").isFalse();
        assertThat(jobs.number(job, "done")).isEqualTo(20);
        assertThat(NumberJob.written(database, job)).isEqualTo(20);
        jobs.endLease(job);
        assertThat(other.turn()).isTrue();

        assertThat(jobs.status(job)).isEqualTo("done");
        assertThat(jobs.number(job, "done")).isEqualTo(95);
        assertThat(NumberJob.written(database, job)).isEqualTo(95);
    }

    /** Ends the thread's work as kill -9 does: nothing of this worker's cleans up. */
    private static final class VirtualMachineDeath extends Error {}

    @Test
    void workerThatWasOvertakenCommitsNothing() {
        UUID job = ask(tenant(), 95);
        NumberJob slow =
                numbers()
                        .afterEach(n -> {
                            if (n == 25) {
                                jobs.giveToAnother(job);
                            }
                        });

        worker(LONG_TURNS, slow).turn();

        assertThat(NumberJob.written(database, job)).isEqualTo(20);
        assertThat(jobs.number(job, "done")).isEqualTo(20);
        assertThat(jobs.status(job)).isEqualTo("running");
    }

    @Test
    void databaseThatIsAwayCostsATurnAndNoStep() {
        UUID job = ask(tenant(), 95);
        NumberJob unlucky =
                numbers()
                        .afterEach(n -> {
                            if (n == 25) {
                                throw new DataAccessResourceFailureException("gone");
                            }
                        });
        assertThatThrownBy(() -> worker(LONG_TURNS, unlucky).turn())
                .isInstanceOf(DataAccessResourceFailureException.class);

        assertThat(worker(LONG_TURNS, numbers()).turn()).as("it was given back at once").isTrue();

        assertThat(jobs.row(job)).containsEntry("status", "done").containsEntry("done", 95L);
        assertThat(NumberJob.written(database, job)).isEqualTo(95);
    }

    @Test
    void oneItemThatFailsAloneIsPassedAndTheOthersAreDone() {
        UUID job = ask(tenant(), 42);
        NumberJob fragile =
                numbers()
                        .afterEach(n -> {
                            if (n == 13) {
                                throw new IllegalStateException("cannot do 13");
                            }
                        });
        worker(LONG_TURNS, fragile).turn();

        assertThat(jobs.row(job))
                .containsEntry("status", "done")
                .containsEntry("done", 41L)
                .containsEntry("failed", 1L);
        assertThat(NumberJob.written(database, job)).isEqualTo(41);
    }

    @Test
    void stepThatOutlastsItsTransactionIsDoneItemByItem() {
        UUID job = ask(tenant(), 42);
        AtomicBoolean first = new AtomicBoolean(true);
        NumberJob slow =
                numbers()
                        .afterEach(n -> {
                            if (n == 13 && first.getAndSet(false)) {
                                throw new QueryTimeoutException("too much for one transaction");
                            }
                        });

        worker(LONG_TURNS, slow).turn();

        assertThat(jobs.row(job))
                .containsEntry("status", "done")
                .containsEntry("done", 42L)
                .containsEntry("failed", 0L);
        assertThat(NumberJob.written(database, job)).isEqualTo(42);
    }

    /** Elsewhere the worker ends with the error, and only the bounds of a step help. */
    @Test
    void stepThatDoesNotFitTheHeapIsDoneItemByItemAndAnItemThatDoesNotIsPassed() {
        UUID job = ask(tenant(), 42);
        AtomicBoolean first = new AtomicBoolean(true);
        NumberJob large =
                numbers()
                        .afterEach(n -> {
                            if (n == 33 || (n == 13 && first.getAndSet(false))) {
                                throw new OutOfMemoryError("said to be");
                            }
                        });

        assertThatCode(() -> worker(LONG_TURNS, large).turn()).doesNotThrowAnyException();

        assertThat(jobs.row(job))
                .containsEntry("status", "done")
                .containsEntry("done", 41L)
                .containsEntry("failed", 1L);
        assertThat(NumberJob.written(database, job)).isEqualTo(41);
    }

    @Test
    void jobWhoseParametersAreNonsenseFailsAndSaysNoMore() {
        UUID job = jobs.ask(tenant(), KIND.code(), "{\"not\": \"a number\"}");

        worker(LONG_TURNS, numbers()).turn();

        assertThat(jobs.row(job))
                .containsEntry("status", "failed")
                .containsEntry("error_code", "internal_error");
    }

    @Test
    void kindOfANewerAppWaitsForANewerWorker() {
        UUID job = jobs.ask(tenant(), "from_the_future", "{}");

        assertThat(worker(LONG_TURNS, numbers()).turn()).isFalse();

        assertThat(jobs.status(job)).isEqualTo("waiting");
    }
}
