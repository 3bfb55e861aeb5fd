package dev.spillway.worker.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.job.JobKind;
import dev.spillway.platform.job.QuarantineSelection;
import dev.spillway.platform.provider.PresetCatalogue;
import dev.spillway.platform.secret.KeyWrapper;
import dev.spillway.platform.secret.LocalKeyWrapper;
import dev.spillway.platform.signal.Quarantined;
import dev.spillway.worker.fixture.JobFixture;
import dev.spillway.worker.fixture.RefusedRequest;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.job.JobHandler;
import dev.spillway.worker.job.JobWorker;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.store.StoreFixture;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** The quarantine as the worker's database user, without queue or Spring context. */
final class QuarantineFixture implements AutoCloseable {

    static final String RIGHT = "whsec_theVendorsOwn";
    static final String WRONG = "whsec_mistyped";
    static final int MOST_HELD = 20;

    final JobFixture jobs;
    final QuarantinePurge purge;
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final WorkerDatabase database;
    private final StoreFixture store;
    private final QuarantineStore held;
    private final QuarantineRelease release;
    private final QuarantineDiscard discard;

    QuarantineFixture(WorkerDatabase database) {
        this.database = database;
        this.jobs = new JobFixture(database);
        this.store = StoreFixture.on(database);
        Rows rows = new Rows(new JdbcTemplate(store.pool()));
        Clock clock = Clock.systemUTC();
        QuarantineMetrics metrics = new QuarantineMetrics(registry);
        QuarantineProperties properties =
                new QuarantineProperties(
                        Duration.ofDays(7),
                        MOST_HELD,
                        DataSize.ofMegabytes(1),
                        Duration.ofMinutes(5),
                        3);
        this.held =
                new QuarantineStore(
                        rows,
                        new DataKeys(rows.jdbc(), LocalKeyWrapper.of(WorkerDatabase.WRAPPING_KEY)),
                        store.people(),
                        transaction(),
                        properties,
                        metrics,
                        clock);
        this.purge = new QuarantinePurge(rows, transaction(), properties, metrics, clock);
        Selected selected = new Selected(new HeldRows(rows), clock);
        KeyWrapper keys = LocalKeyWrapper.of(WorkerDatabase.WRAPPING_KEY);
        this.release =
                new QuarantineRelease(
                        selected,
                        new QuarantineRows(rows),
                        new Judge(
                                new SourceChecks(rows.jdbc(), PresetCatalogue.standard(), keys),
                                new DataKeys(rows.jdbc(), keys)),
                        store.parcels(),
                        metrics,
                        clock);
        this.discard = new QuarantineDiscard(selected, new QuarantineRows(rows), clock);
    }

    private TransactionTemplate transaction() {
        TransactionTemplate transaction =
                new TransactionTemplate(new JdbcTransactionManager(store.pool()));
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        return transaction;
    }

    /** A tenant whose source has a secret that is not the vendor's. */
    TenantFixture tenant() {
        TenantFixture tenant = database.tenant("stripe");
        database.setCredentials(tenant, Map.of("secret", WRONG));
        return tenant;
    }

    void mend(TenantFixture tenant) {
        database.setCredentials(tenant, Map.of("secret", RIGHT));
    }

    RefusedRequest hold(TenantFixture tenant) {
        return hold(refused(tenant));
    }

    RefusedRequest refused(TenantFixture tenant) {
        return RefusedRequest.of(database, tenant);
    }

    RefusedRequest hold(RefusedRequest request) {
        hold(request.signal());
        return request;
    }

    void hold(Quarantined signal) {
        held.store(signal);
    }

    Map<String, Object> row(UUID id) {
        return database.owner()
                .queryForMap("SELECT * FROM quarantine WHERE id = ?", (Object) Ids.bytes(id));
    }

    /** All that a tenant has. */
    static QuarantineSelection all() {
        return new QuarantineSelection(null, null, null, null, soon());
    }

    static QuarantineSelection named(UUID... ids) {
        return new QuarantineSelection(List.of(ids), null, null, null, soon());
    }

    static Instant soon() {
        return Instant.now().plusSeconds(1);
    }

    JobHandler handler(JobKind kind) {
        return kind == JobKind.QUARANTINE_RELEASE ? release : discard;
    }

    JobWorker worker(JobHandler handler) {
        return new JobWorker(store.pool(), handler);
    }

    UUID release(TenantFixture tenant, QuarantineSelection selection) {
        return done(tenant, JobKind.QUARANTINE_RELEASE, selection);
    }

    UUID discard(TenantFixture tenant, QuarantineSelection selection) {
        return done(tenant, JobKind.QUARANTINE_DISCARD, selection);
    }

    private UUID done(TenantFixture tenant, JobKind kind, QuarantineSelection selection) {
        UUID job = jobs.ask(tenant.id(), kind, selection);
        worker(handler(kind)).doAll();
        return job;
    }

    void assertCounts(UUID job, long done, long failed) {
        assertThat(jobs.row(job))
                .containsEntry("status", "done")
                .containsEntry("done", done)
                .containsEntry("failed", failed)
                .containsEntry("skipped", 0L);
    }

    double counted(String name, String... tags) {
        return registry.counter(name, tags).count();
    }

    @Override
    public void close() {
        store.close();
    }
}
