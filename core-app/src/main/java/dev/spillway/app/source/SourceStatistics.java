package dev.spillway.app.source;

import dev.spillway.app.database.DashboardDatabase;
import dev.spillway.app.database.Row;
import dev.spillway.platform.id.Ids;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Counts per source over the last 24 hours, from rollups. */
@Component
public class SourceStatistics {

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

    /** One look at the end of an index for each source; the id's time is the receipt's. */
    private static final String LAST =
            """
            SELECT s.id, (SELECT MAX(w.id) FROM app_webhook w
                          WHERE w.tenant_id = s.tenant_id AND w.source_id = s.id) AS last_id
            FROM app_source s
            """;

    private final DashboardDatabase database;
    private final Clock clock;

    SourceStatistics(DashboardDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** All sources that received anything, by id. */
    public Map<UUID, SourceStats> all() {
        Instant since = clock.instant().minus(Duration.ofHours(24)).truncatedTo(ChronoUnit.HOURS);
        return database.snapshot(() -> together(since));
    }

    private Map<UUID, SourceStats> together(Instant since) {
        Map<UUID, SourceStats> all = new HashMap<>();
        Map<UUID, Instant> last = new HashMap<>();
        database.sql(LAST)
                .query(Row.mapper(row -> remember(row, last)))
                .list()
                .forEach(id -> all.put(id, SourceStats.of(0, 0, 0, last.get(id))));
        database.sql(COUNTS)
                .param(Row.time(since))
                .query(Row.mapper(row -> Map.entry(row.id("source_id"), counted(row, last))))
                .list()
                .forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        return all;
    }

    private static UUID remember(Row row, Map<UUID, Instant> last) throws SQLException {
        UUID id = row.id("id");
        UUID webhook = row.idOrNull("last_id");
        if (webhook != null) {
            last.put(id, Ids.madeAt(webhook));
        }
        return id;
    }

    private static SourceStats counted(Row row, Map<UUID, Instant> last) throws SQLException {
        return SourceStats.of(
                row.number("accepted"),
                row.number("rejected"),
                row.number("failed"),
                last.get(row.id("source_id")));
    }
}
