package dev.spillway.app.dashboard;

import dev.spillway.app.database.DashboardDatabase;
import dev.spillway.app.database.Row;
import dev.spillway.app.metrics.SummaryQuery;
import dev.spillway.app.source.SourceOverview;
import dev.spillway.app.webhook.RecentWebhooks;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Reads a dashboard of the bound tenant, all over one connection and in one state. */
@Component
public class DashboardReader {

    private static final int WEBHOOKS = 10;

    private static final String EVENTS =
            """
            SELECT bucket, type, SUM(events) AS events FROM app_event_rollup
            WHERE grain = 'minute' AND bucket >= ? AND bucket < ? GROUP BY bucket, type
            """;

    private static final String FAILURES =
            """
            SELECT outcome, reason, source_id, SUM(webhooks) AS webhooks, MAX(bucket) AS last_at
            FROM app_traffic_rollup
            WHERE grain = 'minute' AND bucket >= ? AND outcome IN ('rejected', 'dead_letter', 'failed')
            GROUP BY outcome, reason, source_id HAVING SUM(webhooks) > 0
            ORDER BY webhooks DESC, outcome, reason LIMIT 20
            """;

    private final DashboardDatabase database;
    private final SummaryQuery summaries;
    private final RecentWebhooks webhooks;
    private final SourceOverview sources;
    private final Clock clock;

    DashboardReader(
            DashboardDatabase database,
            SummaryQuery summaries,
            RecentWebhooks webhooks,
            SourceOverview sources,
            Clock clock) {
        this.database = database;
        this.summaries = summaries;
        this.webhooks = webhooks;
        this.sources = sources;
        this.clock = clock;
    }

    /** The last sixty minutes, the present one included. */
    public Dashboard read() {
        Instant to = clock.instant().truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(1));
        Instant from = to.minus(Duration.ofMinutes(EventMinutes.MINUTES));
        return database.snapshot(() ->
                new Dashboard(
                        summaries.summary(from, to),
                        minutes(from, to),
                        webhooks.last(WEBHOOKS),
                        failures(from),
                        sources.sources(),
                        false));
    }

    private EventMinutes minutes(Instant from, Instant to) {
        Map<String, Long[]> counts = new LinkedHashMap<>();
        database.sql(EVENTS)
                .param(Row.time(from))
                .param(Row.time(to))
                .query(Row.mapper(row -> new Cell(row, from)))
                .list()
                .forEach(cell ->
                        counts.computeIfAbsent(cell.type(), type -> zeros())[cell.minute()] =
                                cell.events());
        return new EventMinutes(
                from,
                counts.entrySet().stream()
                        .map(type ->
                                new EventMinutes.Counts(type.getKey(), List.of(type.getValue())))
                        .sorted(
                                Comparator.comparingLong(EventMinutes.Counts::sum)
                                        .reversed()
                                        .thenComparing(EventMinutes.Counts::type))
                        .toList());
    }

    private static Long[] zeros() {
        Long[] zeros = new Long[EventMinutes.MINUTES];
        Arrays.fill(zeros, 0L);
        return zeros;
    }

    private List<Failure> failures(Instant from) {
        return database.sql(FAILURES)
                .param(Row.time(from))
                .query(
                        Row.mapper(row ->
                                new Failure(
                                        row.text("outcome"),
                                        row.text("reason"),
                                        row.id("source_id"),
                                        row.number("webhooks"),
                                        row.instant("last_at"))))
                .list();
    }

    private record Cell(int minute, String type, long events) {
        Cell(Row row, Instant from) throws SQLException {
            this(
                    (int) Duration.between(from, row.instant("bucket")).toMinutes(),
                    row.text("type"),
                    row.number("events"));
        }
    }
}
