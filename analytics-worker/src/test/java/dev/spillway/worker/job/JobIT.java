package dev.spillway.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.job.JobKind;
import dev.spillway.worker.fixture.JobFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Jobs are done once, whatever happens to who does them, and nobody's holds up another's. */
@CloudTest(parts = Part.DATABASE)
class JobIT {

    private static final JobKind KIND = JobKind.DEAD_LETTER_REPLAY;

    /** A turn that ends with its first step. */
    private static final JobProperties ONE_STEP =
            new JobProperties(
                    Duration.ofMillis(10), Duration.ZERO, 10, 1_000_000, Duration.ofMinutes(1));

    private static final JobProperties LONG_TURNS =
            new JobProperties(
                    Duration.ofMillis(10),
                    Duration.ofMinutes(1),
                    10,
                    1_000_000,
                    Duration.ofMinutes(1));

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
        return worker(properties, handler, new Pause());
    }

    private JobRunner worker(JobProperties properties, NumberJob handler, Pause pause) {
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        return new JobRunner(
                Map.of(KIND, handler),
                new JobRows(new JdbcTemplate(pool), Ids.next(), properties.lease()),
                transaction,
                properties,
                new JobMetrics(registry),
                pause);
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
    void oneTenantsMillionDoesNotHoldUpAnothersTen() {
        UUID flood = tenant();
        UUID million = ask(flood, 1_000_000);
        UUID more = ask(flood, 1_000_000);
        UUID ten = ask(tenant(), 10);
        UUID five = ask(tenant(), 5);
        JobRunner worker = worker(ONE_STEP, numbers());

        for (int turn = 0; turn < 3; turn++) {
            worker.turn();
        }

        assertThat(Stream.of(ten, five).map(jobs::status)).containsOnly("done");
        assertThat(Stream.of(million, more).mapToLong(job -> jobs.number(job, "done")).sum())
                .as("one step of the flood")
                .isEqualTo(10);
        worker.turn();
        assertThat(List.of(jobs.number(million, "done"), jobs.number(more, "done")))
                .as("a tenant's own jobs take turns too")
                .containsExactly(10L, 10L);
    }

    @Test
    void cancelledJobStopsAfterTheStepThatRuns() {
        UUID untouched = ask(tenant(), 95);
        jobs.cancel(untouched);
        worker(LONG_TURNS, numbers()).turn();
        UUID begun = ask(tenant(), 95);
        NumberJob handler =
                numbers()
                        .afterEach(n -> {
                            if (n == 25) {
                                jobs.cancel(begun);
                            }
                        });

        worker(LONG_TURNS, handler).turn();

        assertThat(jobs.row(untouched))
                .containsEntry("status", "cancelled")
                .containsEntry("done", 0L);
        assertThat(jobs.row(begun)).containsEntry("status", "cancelled").containsEntry("done", 30L);
        assertThat(NumberJob.written(database, begun)).isEqualTo(30);
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

    @Test
    void noMoreItemsASecondThanAllowed() {
        ask(tenant(), 30);
        JobProperties slow =
                new JobProperties(
                        Duration.ofMillis(10),
                        Duration.ofMinutes(1),
                        10,
                        100,
                        Duration.ofMinutes(1));
        long began = System.nanoTime();

        worker(slow, numbers()).turn();

        // Two pauses of 10 items each: the last step is followed by none.
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isGreaterThanOrEqualTo(Duration.ofMillis(150));
    }

    @Test
    void stoppingWorkerGivesItsJobBackAndAnotherGoesOnAtOnce() {
        UUID job = ask(tenant(), 100_000);
        Pause pause = new Pause();
        JobLoop loop = new JobLoop(worker(LONG_TURNS, numbers(), pause), pause, Duration.ZERO);
        loop.start();
        await().until(() -> jobs.number(job, "done") > 0);

        loop.stop();

        assertThat(jobs.row(job))
                .containsEntry("status", "running")
                .containsEntry("lease_owner", null);
        long before = jobs.number(job, "done");
        worker(ONE_STEP, numbers()).turn();
        assertThat(jobs.number(job, "done")).isEqualTo(before + 10);
        assertThat(NumberJob.written(database, job)).isEqualTo(before + 10);
    }

    @Test
    void twoWorkersShareTheJobsBetweenThem() {
        List<UUID> asked =
                Stream.generate(JobIT::tenant).limit(6).map(tenant -> ask(tenant, 200)).toList();
        List<Pause> pauses = List.of(new Pause(), new Pause());
        List<JobLoop> loops =
                pauses.stream()
                        .map(pause ->
                                new JobLoop(
                                        worker(ONE_STEP, numbers(), pause),
                                        pause,
                                        Duration.ofMillis(5)))
                        .toList();
        loops.forEach(JobLoop::start);

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(asked).allMatch(job -> jobs.status(job).equals("done")));

        loops.forEach(JobLoop::stop);
        assertThat(asked).allMatch(job -> NumberJob.written(database, job) == 200);
        assertThat(asked).allMatch(job -> jobs.number(job, "done") == 200);
    }
}
