package dev.spillway.worker.alert;

import dev.spillway.platform.alert.AlertRule;
import dev.spillway.platform.id.Ids;
import dev.spillway.worker.rollup.Grain;
import dev.spillway.worker.sql.UtcTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Sums of rollups over a rule's window. Every statement is a range of a primary key. Of a long
 * window the hours that are over are summed once in a while only: they hardly change any more, and
 * are many. Thread-safe.
 */
final class RollupCounts {

    /**
     * What a refused request counts under, where its signature or its credentials were at fault.
     */
    static final String UNPROVEN = "unproven";

    static final String RECEIVED = "received";
    static final String FAILED = "failed";
    static final String DUPLICATE = "duplicate";
    static final String DEAD_LETTER = "dead_letter";

    /** The running hour, and the one before, where what comes late mostly belongs. */
    private static final Duration STILL_CHANGING = Duration.ofHours(1);

    private static final Duration WEEK = Duration.ofDays(7);

    private static final String TRAFFIC =
            """
            SELECT source_id,
                   CASE WHEN outcome = 'rejected' THEN 'unproven' ELSE outcome END AS name,
                   SUM(webhooks) AS number
            FROM traffic_rollup
            WHERE tenant_id = ? AND grain = ? AND bucket >= ? AND bucket <= ?
              AND (outcome IN ('received', 'failed', 'duplicate', 'dead_letter')
                   OR outcome = 'rejected' AND reason IN ('signature_missing', 'signature_invalid',
                      'timestamp_outside_tolerance', 'credentials_invalid'))
            GROUP BY source_id, name
            """;

    private static final String EVENTS =
            """
            SELECT r.source_id, r.type AS name, SUM(r.events) AS number
            FROM event_rollup r
            LEFT JOIN rollup_generation g ON g.tenant_id = r.tenant_id
                AND g.hour = r.bucket - INTERVAL MINUTE(r.bucket) MINUTE AND g.source_id = r.source_id
            WHERE r.tenant_id = ? AND r.grain = ? AND r.bucket >= ? AND r.bucket <= ?
              AND r.type IN ('sent', 'delivered', 'bounced', 'complained')
              AND r.generation = COALESCE(g.visible, 0)
            GROUP BY r.source_id, r.type
            """;

    private static final String MONTH =
            "SELECT SUM(webhooks) FROM traffic_rollup WHERE tenant_id = ? AND grain = 'hour'"
                    + " AND bucket >= ? AND bucket <= ? AND outcome = 'received'";

    private final JdbcClient jdbc;
    private final Kept<Range, Counts> over = new Kept<>();

    RollupCounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Webhooks by source and outcome. */
    Counts traffic(UUID tenantId, AlertRule rule, Instant now) {
        return counts(TRAFFIC, tenantId, rule, now);
    }

    /** Events by source and type, by the time at which they happened. */
    Counts events(UUID tenantId, AlertRule rule, Instant now) {
        return counts(EVENTS, tenantId, rule, now);
    }

    /** As {@link #events}, of the last seven days. */
    Counts eventsOfAWeek(UUID tenantId, Instant now) {
        return hours(EVENTS, tenantId, WEEK, now);
    }

    /** Of one statement, tenant and time, both ends included. */
    private record Range(String sql, UUID tenantId, Grain grain, Instant from, Instant until) {}

    private Counts counts(String sql, UUID tenantId, AlertRule rule, Instant now) {
        return rule.countsHours()
                ? hours(sql, tenantId, rule.window(), now)
                : minutes(sql, tenantId, rule.window(), now);
    }

    private Counts minutes(String sql, UUID tenantId, Duration window, Instant now) {
        Instant from = Grain.MINUTE.bucket(now.minus(window));
        return read(new Range(sql, tenantId, Grain.MINUTE, from, now));
    }

    private Counts hours(String sql, UUID tenantId, Duration window, Instant now) {
        Instant from = Grain.HOUR.bucket(now.minus(window));
        Instant running = Grain.HOUR.bucket(now.minus(STILL_CHANGING));
        Counts counts = new Counts();
        if (from.isBefore(running)) {
            Range ended = new Range(sql, tenantId, Grain.HOUR, from, running.minusSeconds(1));
            counts.addAll(over.get(ended, now, () -> read(ended)));
        }
        Instant rest = from.isBefore(running) ? running : from;
        counts.addAll(read(new Range(sql, tenantId, Grain.HOUR, rest, now)));
        return counts;
    }

    private Counts read(Range range) {
        Counts counts = new Counts();
        jdbc.sql(range.sql)
                .params(
                        Ids.bytes(range.tenantId),
                        range.grain.code(),
                        UtcTime.column(range.from),
                        UtcTime.column(range.until))
                .query(row -> {
                    counts.add(
                            Ids.uuid(row.getBytes("source_id")),
                            row.getString("name"),
                            row.getLong("number"));
                });
        return counts;
    }

    /** Webhooks received in whole hours since then. */
    long received(UUID tenantId, Instant since, Instant now) {
        return jdbc.sql(MONTH)
                .params(Ids.bytes(tenantId), UtcTime.column(since), UtcTime.column(now))
                .query(Long.class)
                .optional()
                .orElse(0L);
    }
}
