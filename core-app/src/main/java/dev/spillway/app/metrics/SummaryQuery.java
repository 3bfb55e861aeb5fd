package dev.spillway.app.metrics;

import dev.spillway.app.database.DashboardDatabase;
import dev.spillway.app.database.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Sums rollups over a time, all in one state of the database. */
@Component
public class SummaryQuery {

    private final DashboardDatabase database;

    SummaryQuery(DashboardDatabase database) {
        this.database = database;
    }

    /** What happened in the minutes that have a share in a time. */
    public Summary summary(Instant from, Instant to) {
        Span span = Span.of(from, to);
        return database.snapshot(() -> {
            List<Outcome> outcomes = outcomes(span);
            return new Summary(
                    from,
                    to,
                    sum(outcomes, "received"),
                    sum(outcomes, "stored"),
                    sum(outcomes, "duplicate"),
                    sum(outcomes, "dead_letter"),
                    sum(outcomes, "verified"),
                    sum(outcomes, "failed"),
                    reasons(outcomes),
                    events(span),
                    lag(span));
        });
    }

    private List<Outcome> outcomes(Span span) {
        String sql =
                "SELECT outcome, reason, SUM(webhooks) AS webhooks FROM app_traffic_rollup WHERE "
                        + span.condition()
                        + " GROUP BY outcome, reason";
        return span.bind(database.sql(sql)).query(Row.mapper(Outcome::new)).list();
    }

    private static long sum(List<Outcome> outcomes, String name) {
        return outcomes.stream()
                .filter(outcome -> outcome.name().equals(name))
                .mapToLong(Outcome::webhooks)
                .sum();
    }

    private static Map<String, Long> reasons(List<Outcome> outcomes) {
        Map<String, Long> reasons = new LinkedHashMap<>();
        outcomes.stream()
                .filter(outcome -> outcome.name().equals("rejected"))
                .sorted((a, b) -> Long.compare(b.webhooks(), a.webhooks()))
                .forEach(outcome -> reasons.put(outcome.reason(), outcome.webhooks()));
        return reasons;
    }

    private Map<String, Long> events(Span span) {
        String sql =
                "SELECT type, SUM(events) AS events FROM app_event_rollup WHERE "
                        + span.condition()
                        // What was counted and taken back, having become another type, was nothing.
                        + " GROUP BY type HAVING SUM(events) <> 0"
                        + " ORDER BY events DESC, type";
        Map<String, Long> events = new LinkedHashMap<>();
        span.bind(database.sql(sql))
                .query(Row.mapper(row -> Map.entry(row.text("type"), row.number("events"))))
                .list()
                .forEach(entry -> events.put(entry.getKey(), entry.getValue()));
        return events;
    }

    private Lag lag(Span span) {
        String sql =
                "SELECT bound_millis, SUM(webhooks) AS webhooks FROM app_lag_rollup WHERE "
                        + span.condition()
                        + " GROUP BY bound_millis";
        SortedMap<Integer, Long> histogram = new TreeMap<>();
        span.bind(database.sql(sql))
                .query(
                        Row.mapper(row ->
                                Map.entry(
                                        (int) row.number("bound_millis"), row.number("webhooks"))))
                .list()
                .forEach(entry -> histogram.put(entry.getKey(), entry.getValue()));
        return Lag.of(histogram);
    }

    private record Outcome(String name, String reason, long webhooks) {
        Outcome(Row row) throws SQLException {
            this(row.text("outcome"), row.text("reason"), row.number("webhooks"));
        }
    }
}
