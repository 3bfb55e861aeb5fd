package dev.spillway.worker.people;

import com.zaxxer.hikari.HikariDataSource;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.people.Reach;
import dev.spillway.platform.people.Stage;
import dev.spillway.platform.telemetry.Metrics;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.rollup.CampaignId;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.sql.UtcTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.scheduling.config.Task;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Counting people as a worker does it, with its own pool and without a Spring context. */
public final class PeopleFixture implements AutoCloseable {

    private static final PeopleProperties STANDARD =
            new PeopleProperties(Duration.ofSeconds(5), 200, 1_000, 5_000, Duration.ofMinutes(1));

    private final WorkerDatabase database;
    private final HikariDataSource pool;
    private final TransactionTemplate transaction;
    private final PendingPeople pending;
    private final PeopleTables tables;
    private final PeopleMerger merger;
    private final PeopleRecount recount;
    private final SchedulingConfigurer schedule;
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private PeopleFixture(WorkerDatabase database, PeopleProperties properties, Clock clock) {
        this.database = database;
        this.pool = database.pool();
        Rows rows = new Rows(new JdbcTemplate(pool));
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        PeopleConfiguration beans = new PeopleConfiguration();
        this.pending = new PendingPeople(rows);
        this.tables = beans.peopleTables(rows, properties, clock);
        this.merger = beans.peopleMerger(tables, transaction, properties, registry, clock);
        this.recount = beans.peopleRecount(merger, tables, rows, transaction, properties);
        this.schedule =
                beans.peopleSchedule(
                        merger, beans.recounts(rows, recount, properties, clock), properties);
    }

    public static PeopleFixture on(WorkerDatabase database) {
        return on(database, STANDARD.batches(), STANDARD.page());
    }

    public static PeopleFixture on(WorkerDatabase database, int batches, int page) {
        PeopleProperties properties =
                new PeopleProperties(
                        STANDARD.interval(),
                        batches,
                        STANDARD.sketches(),
                        page,
                        STANDARD.reservation());
        return new PeopleFixture(database, properties, Clock.systemUTC());
    }

    static PeopleFixture at(WorkerDatabase database, Clock clock) {
        return new PeopleFixture(database, STANDARD, clock);
    }

    /** What a batch leaves, in a transaction of its own. */
    void saw(Collection<Sighting> sightings) {
        transaction.executeWithoutResult(_ -> pending.add(sightings));
    }

    public void mergeAll() {
        merger.mergeAll();
    }

    PeopleMerger merger() {
        return merger;
    }

    PeopleTables tables() {
        return tables;
    }

    TransactionTemplate transaction() {
        return transaction;
    }

    public void recount(UUID tenantId, Instant within) {
        recount.recount(tenantId, within);
    }

    /** What was asked for until now, without waiting for a quiet while. */
    public void recountAsked() {
        Rows rows = new Rows(new JdbcTemplate(pool));
        new Recounts(new RecountRequests(rows), recount, Duration.ofSeconds(-1), Clock.systemUTC())
                .run();
    }

    /** Asks for an hour to be counted anew, as who takes events out of it. */
    void ask(UUID tenantId, Instant within) {
        RecountRequests requests = new RecountRequests(new Rows(new JdbcTemplate(pool)));
        transaction.executeWithoutResult(_ -> requests.add(tenantId, List.of(within)));
    }

    /** What a worker runs again and again. */
    List<Runnable> tasks() {
        ScheduledTaskRegistrar registrar = new ScheduledTaskRegistrar();
        schedule.configureTasks(registrar);
        return registrar.getFixedRateTaskList().stream().map(Task::getRunnable).toList();
    }

    double lag() {
        return registry.get(Metrics.PEOPLE_LAG).gauge().value();
    }

    double failures() {
        return registry.get("spillway.people.failures").counter().count();
    }

    /**
     * The people of a campaign over all its hours, as {@code opened}, {@code opened by machine}.
     */
    public Map<String, Long> people(UUID tenantId, String campaign) {
        return read(
                "SELECT stage, machine, people FROM campaign_people"
                        + " WHERE tenant_id = ? AND campaign_id = ?",
                Ids.bytes(tenantId),
                Ids.bytes(CampaignId.of(campaign)));
    }

    /** The people of one hour of it. */
    public Map<String, Long> people(UUID tenantId, String campaign, Instant hour) {
        return read(
                "SELECT stage, machine, people FROM campaign_people_hour"
                        + " WHERE tenant_id = ? AND campaign_id = ? AND hour = ?",
                Ids.bytes(tenantId),
                Ids.bytes(CampaignId.of(campaign)),
                UtcTime.column(hour));
    }

    private Map<String, Long> read(String sql, Object... values) {
        Map<String, Long> people = new TreeMap<>();
        database.owner()
                .query(
                        sql,
                        row -> {
                            Reach reach =
                                    new Reach(
                                            Stage.of(row.getString("stage")),
                                            row.getBoolean("machine"));
                            people.put(
                                    reach.stage().code() + (reach.machine() ? " by machine" : ""),
                                    row.getLong("people"));
                        },
                        values);
        return people;
    }

    @Override
    public void close() {
        pool.close();
    }
}
