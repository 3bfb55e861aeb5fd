package dev.spillway.worker.erasure;

import com.zaxxer.hikari.HikariDataSource;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.job.JobKind;
import dev.spillway.platform.job.RecipientSelection;
import dev.spillway.platform.secret.ExportCipher;
import dev.spillway.platform.secret.KeyPurpose;
import dev.spillway.platform.secret.LocalKeyWrapper;
import dev.spillway.platform.secret.RecipientHasher;
import dev.spillway.platform.secret.TenantKey;
import dev.spillway.worker.fixture.JobFixture;
import dev.spillway.worker.fixture.RefusedRequest;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.job.JobHandler;
import dev.spillway.worker.job.JobWorker;
import dev.spillway.worker.quarantine.HeldFixture;
import dev.spillway.worker.sql.Fault;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.store.StoreFixture;
import dev.spillway.worker.tenant.Tenants;
import dev.spillway.worker.tombstone.Tombstones;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Erasing as a worker does it, with its own pool and without a Spring context. */
public final class ErasureFixture implements AutoCloseable {

    static final Duration TOMBSTONE = Duration.ofDays(400);

    final WorkerDatabase database;
    final StoreFixture store;
    final JobFixture jobs;
    private final HikariDataSource pool;

    public ErasureFixture(WorkerDatabase database) {
        this.database = database;
        this.store = StoreFixture.on(database);
        this.jobs = new JobFixture(database);
        this.pool = database.pool();
    }

    /** A request of a tenant's that was refused; signed as Stripe does, which needs no key pair. */
    static RefusedRequest refused(TenantFixture tenant, WorkerDatabase database) {
        return RefusedRequest.of(
                database, new TenantFixture(tenant.id(), tenant.sourceId(), "stripe"));
    }

    Rows rows() {
        return new Rows(new JdbcTemplate(pool));
    }

    private Tenants tenants() {
        return new Tenants(
                JdbcClient.create(pool),
                LocalKeyWrapper.of(WorkerDatabase.WRAPPING_KEY),
                Duration.ofMinutes(1),
                Clock.systemUTC());
    }

    JobHandler erasure() {
        Rows rows = rows();
        return new ErasureHandler(
                tenants(),
                new Tombstones(rows),
                ErasureConfiguration.grounds(rows, HeldFixture.search(rows), Clock.systemUTC()),
                new UnreadRows(rows),
                TOMBSTONE,
                Clock.systemUTC());
    }

    JobHandler export(DataSize most) {
        Rows rows = rows();
        return new ExportHandler(
                tenants(),
                new ExportTable(rows, LocalKeyWrapper.of(WorkerDatabase.WRAPPING_KEY)),
                ErasureConfiguration.testimonies(rows, HeldFixture.search(rows)),
                new UnreadRows(rows),
                new ErasureProperties(TOMBSTONE, Duration.ofDays(7), most),
                Clock.systemUTC());
    }

    /** Writes down what is kept of somebody, and returns the job's id. */
    UUID export(TenantFixture tenant, String address, DataSize most) {
        UUID job = ask(tenant, JobKind.RECIPIENT_EXPORT, address, Instant.now().plusMillis(1));
        new JobWorker(pool, export(most)).doAll();
        return job;
    }

    /** The lines of an export. */
    List<JsonNode> lines(TenantFixture tenant, UUID export) {
        StringBuilder text = new StringBuilder();
        database.owner()
                .query(
                        "SELECT id, sealed FROM recipient_export_piece WHERE export_id = ? ORDER BY id",
                        row -> {
                            text.append(
                                    new String(
                                            ExportCipher.open(
                                                    recipientKey(tenant),
                                                    export,
                                                    Ids.uuid(row.getBytes("id")),
                                                    row.getBytes("sealed")),
                                            StandardCharsets.UTF_8));
                        },
                        (Object) Ids.bytes(export));
        return text.toString().lines().map(JsonMapper.shared()::readTree).toList();
    }

    /** Erases somebody from what was received until now, and returns the job's id. */
    UUID erase(TenantFixture tenant, String address) {
        UUID job = ask(tenant, address, Instant.now().plusMillis(1));
        work();
        return job;
    }

    /** An erasure that has only begun. */
    public void bury(TenantFixture tenant, String address) {
        Instant now = Instant.now().plusMillis(1);
        store.inTransaction(() -> {
            new Tombstones(rows())
                    .add(
                            tenant.id(),
                            hasher(tenant).hashes(address),
                            now,
                            now.plus(TOMBSTONE),
                            Ids.next());
            return tenant;
        });
    }

    UUID ask(TenantFixture tenant, String address, Instant before) {
        return ask(tenant, JobKind.RECIPIENT_ERASURE, address, before);
    }

    private UUID ask(TenantFixture tenant, JobKind kind, String address, Instant before) {
        return jobs.ask(
                tenant.id(),
                kind,
                new RecipientSelection(
                        hasher(tenant).hashes(address).stream()
                                .map(HexFormat.of()::formatHex)
                                .toList(),
                        before.truncatedTo(ChronoUnit.MILLIS)));
    }

    RecipientHasher hasher(TenantFixture tenant) {
        return new RecipientHasher(recipientKey(tenant));
    }

    private TenantKey recipientKey(TenantFixture tenant) {
        byte[] wrapped =
                database.owner()
                        .queryForObject(
                                "SELECT wrapped_key FROM tenant_key WHERE tenant_id = ?"
                                        + " AND purpose = 'recipient'",
                                byte[].class,
                                (Object) Ids.bytes(tenant.id()));
        return TenantKey.unwrap(
                LocalKeyWrapper.of(WorkerDatabase.WRAPPING_KEY),
                tenant.id(),
                KeyPurpose.RECIPIENT,
                1,
                wrapped);
    }

    /** Until nothing waits; whoever is in the way is waited for. */
    void work() {
        JobWorker worker = new JobWorker(pool, erasure());
        for (int faults = 0; faults < 100; faults++) {
            try {
                worker.doAll();
                return;
            } catch (RuntimeException e) {
                if (Fault.of(e) != Fault.CONTENTION) {
                    throw e;
                }
            }
        }
        throw new AssertionError("contention never ended");
    }

    @Override
    public void close() {
        store.close();
        pool.close();
    }
}
