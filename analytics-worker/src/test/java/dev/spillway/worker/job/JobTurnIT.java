package dev.spillway.worker.job;

import static dev.spillway.worker.job.JobWorker.LONG_TURNS;
import static dev.spillway.worker.job.JobWorker.ONE_STEP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.job.JobKind;
import dev.spillway.worker.fixture.JobFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Nobody's job holds up another's, nor the database, nor the end of the worker. */
@CloudTest(parts = Part.DATABASE)
class JobTurnIT {

    private static final JobKind KIND = JobKind.DEAD_LETTER_REPLAY;

    private static WorkerDatabase database;
    private static HikariDataSource pool;
    private static JobFixture jobs;

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

    private static JobRunner worker(JobProperties properties, NumberJob handler) {
        return worker(properties, handler, new Pause());
    }

    private static JobRunner worker(JobProperties properties, NumberJob handler, Pause pause) {
        return JobWorker.runner(pool, properties, handler, pause, new SimpleMeterRegistry());
    }

    private static UUID tenant() {
        return database.tenant("hmac").id();
    }

    private static UUID ask(UUID tenantId, long numbers) {
        return jobs.ask(tenantId, KIND, numbers);
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
    void noMoreItemsASecondThanAllowed() {
        ask(tenant(), 30);
        JobProperties slow = JobWorker.properties(Duration.ofMinutes(1), 100);
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
                Stream.generate(JobTurnIT::tenant)
                        .limit(6)
                        .map(tenant -> ask(tenant, 200))
                        .toList();
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
