package dev.spillway.worker.replay;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.job.JobKind;
import dev.spillway.platform.job.RollupSelection;
import dev.spillway.platform.job.WebhookSelection;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.worker.fixture.JobFixture;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WebhookBuilder;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.job.JobHandler;
import dev.spillway.worker.job.JobWorker;
import dev.spillway.worker.rollup.RollupRebuild;
import dev.spillway.worker.store.StoreFixture;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/** A worker whose vendors become known while a test runs, and what readers see of the counts. */
final class ReplayFixture implements AutoCloseable {

    /** Whose webhooks nobody understands, until a test says that they are SendGrid's. */
    static final String UNHEARD_OF = "unheard-of";

    private static final String SEEN =
            "SELECT CONCAT_WS(' ', r.grain, r.bucket, HEX(r.source_id), r.type, HEX(r.campaign_id),"
                    + " r.machine) AS what, SUM(r.events) AS n FROM event_rollup r"
                    + " LEFT JOIN rollup_generation g ON g.tenant_id = r.tenant_id"
                    + " AND g.hour = r.bucket - INTERVAL MINUTE(r.bucket) MINUTE"
                    + " AND g.source_id = r.source_id"
                    + " WHERE r.tenant_id = ? AND r.generation = COALESCE(g.visible, 0)"
                    + " GROUP BY what HAVING n <> 0";

    private static final String STORED =
            "SELECT CONCAT_WS(' ', '%1$s', DATE_FORMAT(occurred_at, '%2$s'), HEX(source_id), type,"
                    + " HEX(COALESCE(campaign_id, x'00000000000000000000000000000000')), machine)"
                    + " AS what, COUNT(*) AS n FROM event WHERE tenant_id = ? AND NOT test"
                    + " GROUP BY what";

    final WorkerDatabase database;
    final StoreFixture store;
    final JobFixture jobs;

    ReplayFixture(WorkerDatabase database) {
        this(database, StoreFixture.on(database));
    }

    ReplayFixture(WorkerDatabase database, StoreFixture store) {
        this.database = database;
        this.store = store;
        this.jobs = new JobFixture(database);
    }

    /** Events as SendGrid writes them: {@code open e1}. */
    static String body(Instant at, String... events) {
        return Arrays.stream(events)
                .map(event -> event.split(" "))
                .map(words ->
                        """
                        {"event":"%s","email":"%s@mail.example","timestamp":%d,"sg_event_id":"%2$s",\
                        "marketing_campaign_name":"Spring"}\
                        """
                                .formatted(words[0], words[1], at.getEpochSecond()))
                .collect(Collectors.joining(",", "[", "]"));
    }

    WebhookBuilder webhook(TenantFixture tenant, Instant at, String... events) {
        return tenant.webhook()
                .id(idAt(at))
                .receivedAt(at)
                .eventKey(Ids.next().toString())
                .body(body(at, events));
    }

    /** One of the ids that the door would have given at that time. */
    private static UUID idAt(Instant at) {
        return new UUID(
                Ids.firstAt(at).getMostSignificantBits(), Ids.next().getLeastSignificantBits());
    }

    void store(TenantFixture tenant, Webhook... webhooks) {
        store.store(tenant.parcel(webhooks));
    }

    /** As if a normaliser had been written, or taken away. */
    void nowSpeaks(TenantFixture tenant, String provider) {
        database.owner()
                .update(
                        "UPDATE webhook SET provider = ? WHERE tenant_id = ?",
                        provider,
                        Ids.bytes(tenant.id()));
    }

    /** As if the sweeper had been everywhere. */
    void sweepClaims(TenantFixture tenant) {
        database.owner()
                .update(
                        "DELETE FROM event_claim WHERE tenant_id = ? AND expires_at < UTC_TIMESTAMP(3)",
                        (Object) Ids.bytes(tenant.id()));
    }

    JobHandler replayHandler() {
        return new ReplayHandler(
                new SelectedWebhooks(new JdbcTemplate(store.pool())),
                store.webhookReplays(),
                Clock.systemUTC());
    }

    UUID replayAll(TenantFixture tenant) {
        return replay(tenant, new WebhookSelection(null, null, null, null, null, soon()));
    }

    UUID replay(TenantFixture tenant, WebhookSelection selection) {
        UUID job = jobs.ask(tenant.id(), JobKind.WEBHOOK_REPLAY, selection);
        new JobWorker(store.pool(), replayHandler()).doAll();
        return job;
    }

    JobHandler rebuildHandler(RollupRebuild rebuild) {
        return new RebuildHandler(rebuild, store.tenants(), Clock.systemUTC());
    }

    UUID rebuild(TenantFixture tenant, RollupSelection selection) {
        UUID job = jobs.ask(tenant.id(), JobKind.ROLLUP_REBUILD, selection);
        new JobWorker(store.pool(), rebuildHandler(store.rebuild(3))).doAll();
        return job;
    }

    /** The last three hours. */
    static RollupSelection lately() {
        return new RollupSelection(null, Instant.now().minus(Duration.ofHours(3)), soon());
    }

    /** What readers of the counts see. */
    Map<String, Long> seen(TenantFixture tenant) {
        return numbers(SEEN, tenant);
    }

    /** What they ought to see: a count of the rows. */
    Map<String, Long> counted(TenantFixture tenant) {
        Map<String, Long> counted = numbers(STORED.formatted("hour", "%Y-%m-%d %H:00:00"), tenant);
        counted.putAll(numbers(STORED.formatted("minute", "%Y-%m-%d %H:%i:00"), tenant));
        return counted;
    }

    private Map<String, Long> numbers(String sql, TenantFixture tenant) {
        Map<String, Long> numbers = new TreeMap<>();
        database.owner()
                .query(
                        sql,
                        row -> {
                            numbers.put(row.getString("what"), row.getLong("n"));
                        },
                        (Object) Ids.bytes(tenant.id()));
        return numbers;
    }

    /** After everything that a test has made. */
    static Instant soon() {
        return Instant.now().plusSeconds(1);
    }

    @Override
    public void close() {
        store.close();
    }
}
