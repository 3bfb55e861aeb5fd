package dev.spillway.app.source;

import dev.spillway.app.database.DashboardDatabase;
import dev.spillway.app.database.Row;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.tenancy.TenantContext;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/** Counts per source over the last 24 hours, from rollups, and when each last received anything. */
@Component
class SourceStatistics {

    private static final String COUNTS =
            """
            SELECT source_id,
                   SUM(CASE outcome WHEN 'received' THEN webhooks ELSE 0 END) AS accepted,
                   SUM(CASE outcome WHEN 'rejected' THEN webhooks ELSE 0 END) AS rejected,
                   SUM(CASE outcome WHEN 'failed' THEN webhooks ELSE 0 END) AS failed
            FROM app_traffic_rollup
            WHERE grain = 'hour' AND bucket >= ?
            GROUP BY source_id
            """;

    /**
     * One look at the end of an index. A GROUP BY or a correlated query over all sources would read
     * every webhook of the tenant: neither database looks only at the ends then.
     */
    private static final String LAST =
            "(SELECT source_id, id FROM app_webhook WHERE tenant_id = ? AND source_id = ?"
                    + " ORDER BY id DESC LIMIT 1)";

    private final DashboardDatabase database;
    private final Clock clock;

    SourceStatistics(DashboardDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The statistics of these sources, by id; none for one that never received anything. */
    Map<UUID, SourceStats> of(Collection<UUID> sources) {
        if (sources.isEmpty()) {
            return Map.of();
        }
        return database.snapshot(() -> together(counts(), last(sources)));
    }

    private static Map<UUID, SourceStats> together(
            Map<UUID, Counts> counts, Map<UUID, Instant> last) {
        Set<UUID> sources = new TreeSet<>(counts.keySet());
        sources.addAll(last.keySet());
        Map<UUID, SourceStats> stats = new HashMap<>();
        for (UUID source : sources) {
            stats.put(source, counts.getOrDefault(source, Counts.NONE).stats(last.get(source)));
        }
        return stats;
    }

    private Map<UUID, Counts> counts() {
        Instant since = clock.instant().minus(Duration.ofHours(24)).truncatedTo(ChronoUnit.HOURS);
        return database.sql(COUNTS).param(Row.time(since)).query(Row.mapper(Counts::new)).stream()
                .collect(Collectors.toMap(Counts::source, counts -> counts));
    }

    /** The time in a webhook's id is that of its receipt. */
    private Map<UUID, Instant> last(Collection<UUID> sources) {
        byte[] tenant = Ids.bytes(TenantContext.required());
        List<String> looks = sources.stream().map(source -> LAST).toList();
        StatementSpec statement = database.sql(String.join(" UNION ALL ", looks));
        for (UUID source : sources) {
            statement = statement.param(tenant).param(Ids.bytes(source));
        }
        return statement
                .query(Row.mapper(row -> Map.entry(row.id("source_id"), row.id("id"))))
                .stream()
                .collect(
                        Collectors.toMap(Map.Entry::getKey, entry -> Ids.madeAt(entry.getValue())));
    }

    private record Counts(UUID source, long accepted, long rejected, long failed) {

        static final Counts NONE = new Counts(new UUID(0, 0), 0, 0, 0);

        Counts(Row row) throws SQLException {
            this(
                    row.id("source_id"),
                    row.number("accepted"),
                    row.number("rejected"),
                    row.number("failed"));
        }

        SourceStats stats(@Nullable Instant last) {
            return SourceStats.of(accepted, rejected, failed, last);
        }
    }
}
