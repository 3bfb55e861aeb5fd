package dev.spillway.worker.alert;

import com.zaxxer.hikari.HikariDataSource;
import dev.spillway.platform.alert.AlertKind;
import dev.spillway.platform.alert.AlertRule;
import dev.spillway.platform.id.Ids;
import dev.spillway.worker.drain.Backlog;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.outbox.OutboxRows;
import dev.spillway.worker.sql.NamedLock;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.sql.UtcTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** A watch with its own pool, as the worker's database user, at a time that a test sets. */
final class AlertFixture implements AutoCloseable {

    /** A Wednesday. */
    static final Instant START = Instant.parse("2026-11-18T10:25:00Z");

    private final WorkerDatabase database;
    private final HikariDataSource pool;
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Instant now = START;
    private Duration lag = Duration.ZERO;

    AlertFixture(WorkerDatabase database) {
        this.database = database;
        this.pool = database.pool();
    }

    Instant now() {
        return now;
    }

    void restart() {
        now = START;
        lag = Duration.ZERO;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    void drainIsBehind(Duration by) {
        lag = by;
    }

    Readings readings() {
        return new Readings(JdbcClient.create(pool), Duration.ofMinutes(10));
    }

    Judge judge() {
        Rows rows = new Rows(new JdbcTemplate(pool));
        return new Judge(
                new AlertRows(JdbcClient.create(pool)), new OutboxRows(rows), transaction());
    }

    private TransactionTemplate transaction() {
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        return transaction;
    }

    Watched watched(TenantFixture tenant) {
        UUID before =
                new UUID(
                        tenant.id().getMostSignificantBits(),
                        tenant.id().getLeastSignificantBits() - 1);
        return new WatchedTenants(JdbcClient.create(pool)).after(before, 1).getFirst();
    }

    /** One look at one tenant. */
    List<Step> look(TenantFixture tenant) {
        return look(tenant, backlog(now));
    }

    List<Step> look(TenantFixture tenant, Backlog backlog) {
        Watched watched = watched(tenant);
        return judge().judge(
                        tenant.id(),
                        readings().of(watched, backlog.storedUntil(), now),
                        watched::rule,
                        watched.sources(),
                        now);
    }

    private Backlog backlog(Instant at) {
        return new Backlog(at.minus(lag), lag);
    }

    /** A whole worker's turns, as soon as he wants one: all tenants, and the platform. */
    Watch watch(int most) {
        return watch(most, Duration.ZERO, clock());
    }

    Watch watch(int most, Duration interval, Clock clock) {
        JdbcClient jdbc = JdbcClient.create(pool);
        return new Watch(
                new NamedLock(new JdbcTemplate(pool), "spillway.alerts"),
                new Rounds(jdbc, interval),
                new WatchedTenants(jdbc),
                readings(),
                judge(),
                this::backlog,
                new AlertMetrics(registry),
                most,
                clock);
    }

    static Clock clock() {
        return Clock.fixed(InstantSource.system().instant(), ZoneOffset.UTC);
    }

    /** Tenants that this worker's watches judged. */
    long judged() {
        return (long) registry.counter(AlertMetrics.JUDGED).count();
    }

    /** So many came in the hour before, on each of so many days before today. */
    void habit(TenantFixture tenant, int days, long webhooks) {
        for (int day = 1; day <= days; day++) {
            Instant then = now.minus(Duration.ofDays(day)).minus(Duration.ofHours(1));
            traffic(tenant, then, "received", "", webhooks);
        }
    }

    void refused(TenantFixture tenant, String reason, long requests) {
        traffic(tenant, now, "rejected", reason, requests);
    }

    /** Webhooks of that outcome, counted as the store counts them. */
    void traffic(TenantFixture tenant, Instant at, String outcome, String reason, long webhooks) {
        Map.of("minute", ChronoUnit.MINUTES, "hour", ChronoUnit.HOURS)
                .forEach((grain, unit) ->
                        database.owner()
                                .update(
                                        "INSERT INTO traffic_rollup VALUES (?, ?, ?, ?, ?, ?, 0, ?)"
                                                + " ON DUPLICATE KEY UPDATE webhooks = webhooks + VALUES(webhooks)",
                                        Ids.bytes(tenant.id()),
                                        grain,
                                        UtcTime.column(at.truncatedTo(unit)),
                                        Ids.bytes(tenant.sourceId()),
                                        outcome,
                                        reason,
                                        webhooks));
    }

    void traffic(TenantFixture tenant, String outcome, long webhooks) {
        traffic(tenant, now, outcome, "", webhooks);
    }

    /** Events of that type, in two campaigns, so that a sum is one. */
    void events(TenantFixture tenant, String type, long events) {
        events(tenant, type, 0, events / 2, 0);
        events(tenant, type, 1, events - events / 2, 0);
        // What is being counted anew is not seen yet; it would make every rate nothing.
        events(tenant, "delivered", 0, 1_000_000, 1);
    }

    private void events(
            TenantFixture tenant, String type, int campaign, long events, int generation) {
        Map.of("minute", ChronoUnit.MINUTES, "hour", ChronoUnit.HOURS)
                .forEach((grain, unit) ->
                        database.owner()
                                .update(
                                        "INSERT INTO event_rollup (tenant_id, grain, bucket, source_id,"
                                                + " campaign_id, type, machine, slot, generation, events)"
                                                + " VALUES (?, ?, ?, ?, ?, ?, FALSE, 0, ?, ?)"
                                                + " ON DUPLICATE KEY UPDATE events = events + VALUES(events)",
                                        Ids.bytes(tenant.id()),
                                        grain,
                                        UtcTime.column(now.truncatedTo(unit)),
                                        Ids.bytes(tenant.sourceId()),
                                        Ids.bytes(new UUID(0, campaign)),
                                        type,
                                        generation,
                                        events));
    }

    /** As if the tenant had set a rule of his own. */
    void rule(TenantFixture tenant, AlertKind kind, AlertRule rule) {
        database.owner()
                .update(
                        "REPLACE INTO alert_rule VALUES (?, ?, ?, ?, ?, ?, ?, NOW(3))",
                        Ids.bytes(tenant.id()),
                        kind.code(),
                        rule.enabled(),
                        rule.threshold(),
                        rule.minimum(),
                        rule.window().toMinutes(),
                        rule.hold().toMinutes());
    }

    List<Map<String, Object>> alerts(UUID tenantId, AlertKind kind) {
        return database.rows("alert", tenantId).stream()
                .filter(row -> kind.code().equals(row.get("kind")))
                .toList();
    }

    /** Payloads about a kind, in the order in which they are published. */
    List<String> messages(UUID tenantId, AlertKind kind) {
        return database.owner()
                .queryForList(
                        "SELECT payload FROM outbox WHERE tenant_id = ? AND topic = 'alerts'"
                                + " AND payload LIKE ? ORDER BY id",
                        String.class,
                        Ids.bytes(tenantId),
                        "%\"kind\":\"" + kind.code() + "\"%");
    }

    @Override
    public void close() {
        pool.close();
    }
}
