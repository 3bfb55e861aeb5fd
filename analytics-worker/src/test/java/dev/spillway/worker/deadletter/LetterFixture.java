package dev.spillway.worker.deadletter;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.job.DeadLetterSelection;
import dev.spillway.platform.job.JobKind;
import dev.spillway.worker.fixture.JobFixture;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.job.JobHandler;
import dev.spillway.worker.job.JobWorker;
import dev.spillway.worker.store.StoreFixture;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** A worker with an illness that makes dead letters and can be cured. */
final class LetterFixture implements AutoCloseable {

    /** The path of what cannot be stored until the cure. */
    static final String SICK = "/sick";

    /** The path of what cannot be stored whatever is done: no column is as wide. */
    static final String HOPELESS = "/" + "x".repeat(3_000);

    final WorkerDatabase database;
    final StoreFixture store;
    final JobFixture jobs;

    LetterFixture(WorkerDatabase database) {
        this(database, StoreFixture.on(database));
    }

    LetterFixture(WorkerDatabase database, StoreFixture store) {
        this.database = database;
        this.store = store;
        this.jobs = new JobFixture(database);
    }

    void fallIll() {
        cure();
        database.owner()
                .execute(
                        "CREATE TRIGGER illness BEFORE INSERT ON webhook FOR EACH ROW"
                                + " IF NEW.path = '/sick' THEN"
                                + " SIGNAL SQLSTATE '22001' SET MESSAGE_TEXT = 'ill'; END IF");
    }

    void cure() {
        database.owner().execute("DROP TRIGGER IF EXISTS illness");
    }

    JobHandler replay() {
        return new ReplayHandler(
                new SelectedLetters(new JdbcTemplate(store.pool())),
                store.replays(),
                Clock.systemUTC());
    }

    JobHandler discard() {
        JdbcTemplate jdbc = new JdbcTemplate(store.pool());
        return new DiscardHandler(new SelectedLetters(jdbc), jdbc, Clock.systemUTC());
    }

    /** Replays all that is dead, and returns the job's id. */
    UUID replayAll(TenantFixture tenant) {
        return replay(tenant, DeadLetterSelection.all(soon()));
    }

    UUID replay(TenantFixture tenant, DeadLetterSelection selection) {
        UUID job = jobs.ask(tenant.id(), JobKind.DEAD_LETTER_REPLAY, selection);
        new JobWorker(store.pool(), replay()).doAll();
        return job;
    }

    UUID discard(TenantFixture tenant, String because) {
        UUID job =
                jobs.ask(
                        tenant.id(),
                        JobKind.DEAD_LETTER_DISCARD,
                        new DeadLetterSelection(null, null, null, null, soon(), because));
        new JobWorker(store.pool(), discard()).doAll();
        return job;
    }

    /** After everything that a test has made. */
    static Instant soon() {
        return Instant.now().plusSeconds(1);
    }

    /** Ids of letters, oldest first. */
    List<UUID> letters(TenantFixture tenant) {
        return database.owner()
                .query(
                        "SELECT id FROM dead_letter WHERE tenant_id = ? ORDER BY id",
                        (row, _) -> Ids.uuid(row.getBytes("id")),
                        (Object) Ids.bytes(tenant.id()));
    }

    @Override
    public void close() {
        store.close();
    }
}
