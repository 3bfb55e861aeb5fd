package dev.spillway.worker.replay;

import static dev.spillway.worker.fixture.LedgerAssert.assertThatLedger;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.job.JobKind;
import dev.spillway.platform.job.RollupSelection;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.job.JobWorker;
import dev.spillway.worker.rollup.RebuiltHour;
import dev.spillway.worker.rollup.RollupRebuild;
import dev.spillway.worker.rollup.RollupRebuild.Result;
import dev.spillway.worker.rollup.RollupRebuild.Work;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Counts are made anew from what is stored, and readers see the same numbers, or the right ones.
 */
@CloudTest(parts = Part.DATABASE)
class RebuildIT {

    /** The start of an hour that is over. */
    private static final Instant HOUR =
            Instant.now().truncatedTo(ChronoUnit.HOURS).minus(1, ChronoUnit.HOURS);

    private static WorkerDatabase database;
    private static ReplayFixture fixture;

    private TenantFixture tenant;

    @BeforeAll
    static void open(TestCloud cloud) {
        database = WorkerDatabase.on(cloud.database());
        fixture = new ReplayFixture(database);
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @BeforeEach
    void someEvents() {
        tenant = database.tenant("sendgrid");
        store(HOUR, "open e1", "open e2", "click e3");
        store(HOUR.plusSeconds(61), "open e4", "bounce e5");
        store(HOUR.plusSeconds(3599), "open e6");
        store(HOUR.plusSeconds(3600), "open e7");
    }

    @AfterEach
    void nothingWaits() {
        database.owner().update("DELETE FROM job");
        database.owner().update("UPDATE rollup_generation SET job_id = NULL");
    }

    private void store(Instant at, String... events) {
        fixture.store(tenant, fixture.webhook(tenant, at, events).build());
    }

    private void assertThatCountsAreTrue() {
        assertThat(fixture.seen(tenant)).isNotEmpty().isEqualTo(fixture.counted(tenant));
    }

    private RebuiltHour hour(UUID job) {
        return new RebuiltHour(tenant.id(), null, HOUR, job);
    }

    private UUID waitingJob() {
        return fixture.jobs.ask(tenant.id(), JobKind.ROLLUP_REBUILD, ReplayFixture.lately());
    }

    private static Result write(Work work) {
        return fixture.store.inTransaction(work::write);
    }

    private static void finish(RollupRebuild rebuild, RebuiltHour hour) {
        Result result = Result.GOES_ON;
        while (result == Result.GOES_ON) {
            result = write(rebuild.next(hour));
        }
    }

    @Test
    void theSameNumbersComeOut() {
        Map<String, Long> before = fixture.seen(tenant);

        UUID job = fixture.rebuild(tenant, ReplayFixture.lately());

        assertThat(fixture.jobs.row(job))
                .containsEntry("status", "done")
                .containsEntry("done", 2L)
                .containsEntry("skipped", 2L);
        assertThat(fixture.seen(tenant)).isEqualTo(before);
        assertThatCountsAreTrue();
        assertThat(database.rows("rollup_generation", tenant.id()))
                .hasSize(2)
                .allSatisfy(row ->
                        assertThat(row).containsEntry("visible", 1).containsEntry("job_id", null));
        // Nothing of the former generation is left: the plain sums are right, too.
        assertThatLedger(database, tenant.id()).shows(4, 4, 0, 0);
    }

    @Test
    void whatIsStoredAfterwardsIsAddedToWhatIsSeen() {
        fixture.rebuild(tenant, ReplayFixture.lately());

        store(HOUR.plusSeconds(10), "open e8", "complain e9");

        assertThatCountsAreTrue();
        fixture.rebuild(tenant, ReplayFixture.lately());
        assertThatCountsAreTrue();
        assertThatLedger(database, tenant.id()).balances();
    }

    @Test
    void wrongCountsAreMended() {
        byte[] id = Ids.bytes(tenant.id());
        database.owner()
                .update("UPDATE event_rollup SET events = events + 7 WHERE tenant_id = ?", id);
        database.owner()
                .update(
                        "DELETE FROM event_rollup WHERE tenant_id = ? AND type = 'bounced'",
                        (Object) id);
        database.owner()
                .update(
                        "UPDATE event_rollup SET type = 'complained' WHERE tenant_id = ? AND type = 'clicked'",
                        (Object) id);

        fixture.rebuild(tenant, ReplayFixture.lately());

        assertThatCountsAreTrue();
        assertThatLedger(database, tenant.id()).balances();
    }

    /** The counts of an hour that has no event left are gone, not left standing. */
    @Test
    void anHourWithoutEventsCountsNothing() {
        database.owner()
                .update("DELETE FROM event WHERE tenant_id = ?", (Object) Ids.bytes(tenant.id()));

        fixture.rebuild(tenant, ReplayFixture.lately());

        assertThat(fixture.seen(tenant)).isEmpty();
    }

    @Test
    void readersSeeTheFormerCountsUntilTheNewOnesAreWhole() {
        Map<String, Long> before = fixture.seen(tenant);
        database.owner()
                .update(
                        "UPDATE event_rollup SET events = events + 1 WHERE tenant_id = ?",
                        (Object) Ids.bytes(tenant.id()));
        Map<String, Long> wrong = fixture.seen(tenant);
        RollupRebuild rebuild = fixture.store.rebuild(1);
        RebuiltHour hour = hour(waitingJob());

        int steps = 0;
        while (database.number(
                        "SELECT COUNT(*) FROM rollup_generation WHERE tenant_id = ? AND visible = 1",
                        tenant.id())
                == 0) {
            assertThat(fixture.seen(tenant)).isEqualTo(wrong);
            write(rebuild.next(hour));
            steps++;
        }

        assertThat(steps).as("slices, and the swap").isGreaterThan(3);
        assertThat(fixture.seen(tenant)).isNotEqualTo(wrong).containsAllEntriesOf(inHour(before));
    }

    private static Map<String, Long> inHour(Map<String, Long> counts) {
        String hour = HOUR.toString().substring(11, 13);
        counts.keySet().removeIf(what -> !what.matches("\\w+ \\S+ " + hour + ":.*"));
        assertThat(counts).isNotEmpty();
        return counts;
    }

    @Test
    void whatIsStoredBetweenTheStepsIsInBoth() {
        RollupRebuild rebuild = fixture.store.rebuild(1);
        RebuiltHour hour = hour(waitingJob());
        Result result = Result.GOES_ON;
        for (int step = 0; result == Result.GOES_ON; step++) {
            store(HOUR.plusSeconds(step * 59L), "open before" + step, "open first" + step);
            Work work = rebuild.next(hour);
            store(HOUR.plusSeconds(step * 67L), "open between" + step);
            result = write(work);
            assertThatCountsAreTrue();
        }
        assertThatLedger(database, tenant.id()).balances();
    }

    /** Its slice was taken and never counted: what came since is in what it had begun. */
    @Test
    void anHourWhoseWorkerDiedIsBegunAnew() {
        RebuiltHour hour = hour(waitingJob());
        RollupRebuild first = fixture.store.rebuild(1);
        write(first.next(hour));
        Work never = first.next(hour);
        assertThat(never).isNotNull();
        store(HOUR.plusSeconds(2), "open e8");
        store(HOUR.plusSeconds(62), "open e9");

        finish(fixture.store.rebuild(1), hour);

        assertThatCountsAreTrue();
        assertThat(database.rows("rollup_generation", tenant.id()))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("visible", 2));
        assertThatLedger(database, tenant.id()).balances();
    }

    @Test
    void anotherWorkerGoesOnWhereOneStoppedBetweenSteps() {
        RebuiltHour hour = hour(waitingJob());
        write(fixture.store.rebuild(1).next(hour));
        store(HOUR.plusSeconds(2), "open e8");

        finish(fixture.store.rebuild(1), hour);

        assertThatCountsAreTrue();
        assertThat(database.rows("rollup_generation", tenant.id()))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("visible", 1));
    }

    @Test
    void whatACancelledJobLeftIsTidiedUp() {
        UUID job = waitingJob();
        RollupRebuild rebuild = fixture.store.rebuild(1);
        write(rebuild.next(hour(job)));
        assertThat(rebuild.tidy()).as("while the job waits").isFalse();
        database.owner()
                .update(
                        "UPDATE job SET status = 'cancelled' WHERE id = ?",
                        (Object) Ids.bytes(job));
        store(HOUR.plusSeconds(2), "open e8");

        while (rebuild.tidy()) {
            assertThatCountsAreTrue();
        }

        store(HOUR.plusSeconds(3), "open e9");
        assertThatCountsAreTrue();
        assertThatLedger(database, tenant.id()).balances();
        fixture.rebuild(tenant, ReplayFixture.lately());
        assertThatCountsAreTrue();
    }

    @Test
    void aSecondJobForTheSameHourIsRefused() {
        UUID first = waitingJob();
        write(fixture.store.rebuild(1).next(hour(first)));
        database.owner()
                .update(
                        "UPDATE job SET status = 'running', lease_until = UTC_TIMESTAMP(3) + INTERVAL 1 HOUR"
                                + " WHERE id = ?",
                        (Object) Ids.bytes(first));

        UUID second =
                fixture.jobs.ask(
                        tenant.id(),
                        JobKind.ROLLUP_REBUILD,
                        new RollupSelection(null, HOUR, HOUR.plusSeconds(1)));
        new JobWorker(fixture.store.pool(), fixture.rebuildHandler(fixture.store.rebuild(1)))
                .doAll();

        assertThat(fixture.jobs.row(second))
                .containsEntry("status", "failed")
                .containsEntry("error_code", "rebuild_under_way");
        assertThatCountsAreTrue();
    }

    @Test
    void oneSourceAlone() {
        byte[] id = Ids.bytes(tenant.id());
        UUID other = Ids.next();
        database.owner()
                .update(
                        "INSERT INTO source (tenant_id, id, name, provider, mode, ingest_key, settings,"
                                + " created_at, updated_at) VALUES (?, ?, 'Other', 'sendgrid', 'enforce', ?,"
                                + " '{}', NOW(3), NOW(3))",
                        id,
                        Ids.bytes(other),
                        other.toString());
        TenantFixture otherSource = new TenantFixture(tenant.id(), other, "sendgrid");
        fixture.store(
                otherSource, fixture.webhook(otherSource, HOUR.plusSeconds(1), "open x1").build());
        database.owner()
                .update("UPDATE event_rollup SET events = events + 1 WHERE tenant_id = ?", id);

        fixture.rebuild(tenant, new RollupSelection(other, HOUR, HOUR.plus(Duration.ofHours(1))));

        String of = other.toString().replace("-", "").toUpperCase(Locale.ROOT);
        assertThat(fixture.seen(tenant).entrySet())
                .filteredOn(entry -> entry.getKey().contains(of))
                .hasSize(2)
                .allMatch(entry -> entry.getValue() == 1);
        assertThat(fixture.seen(tenant).entrySet())
                .filteredOn(entry -> !entry.getKey().contains(of))
                .allMatch(entry -> entry.getValue() > 1);
    }

    /** The app refuses such a range; whoever writes a job past it gains nothing. */
    @Test
    void whatIsOlderThanRawIsLeftAloneWhateverTheParametersSay() {
        byte[] id = Ids.bytes(tenant.id());
        Instant old = HOUR.minus(61, ChronoUnit.DAYS);
        database.owner()
                .update(
                        "UPDATE event_rollup SET bucket = bucket - INTERVAL 61 DAY WHERE tenant_id = ?",
                        (Object) id);
        Map<String, Long> before = fixture.seen(tenant);

        UUID job = fixture.rebuild(tenant, new RollupSelection(null, old, old.plusSeconds(7200)));
        fixture.rebuild(tenant, new RollupSelection(null, Instant.EPOCH, old.plusSeconds(7200)));

        assertThat(fixture.jobs.row(job)).containsEntry("status", "done").containsEntry("done", 0L);
        assertThat(fixture.seen(tenant)).isEqualTo(before);
    }

    @Test
    void anotherTenantsSourceIsNothing() {
        TenantFixture attacker = database.tenant("sendgrid");
        Map<String, Long> before = fixture.seen(tenant);

        UUID job =
                fixture.rebuild(
                        attacker,
                        new RollupSelection(tenant.sourceId(), HOUR, HOUR.plusSeconds(1)));

        assertThat(fixture.jobs.row(job)).containsEntry("status", "done").containsEntry("done", 0L);
        assertThat(database.count("rollup_generation", attacker.id())).isZero();
        assertThat(database.count("rollup_generation", tenant.id())).isZero();
        assertThat(fixture.seen(tenant)).isEqualTo(before);
    }

    @Test
    void testsOfSpillwaysOwnAreNotCounted() {
        fixture.store(
                tenant, fixture.webhook(tenant, HOUR.plusSeconds(5), "open t1").test().build());

        fixture.rebuild(tenant, ReplayFixture.lately());

        assertThatCountsAreTrue();
    }
}
