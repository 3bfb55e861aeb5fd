package dev.spillway.app.metrics;

import dev.spillway.app.database.DashboardDatabase;
import dev.spillway.app.database.Row;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/** Reads series from rollups: the biggest ones by themselves, the rest as one. */
@Component
class TimeseriesQuery {

    /** More lines than these nobody tells apart. */
    private static final int MAX_SERIES = 20;

    private final DashboardDatabase database;
    private final Names names;

    TimeseriesQuery(DashboardDatabase database, Names names) {
        this.database = database;
        this.names = names;
    }

    /** The series of a metric, each with a point for every bucket; biggest first. */
    List<Timeseries.Series> series(Metric metric, @Nullable Grouping by, Timeline timeline) {
        return by == null
                ? List.of(total(metric, timeline))
                : database.snapshot(() -> grouped(metric, by, timeline));
    }

    private Timeseries.Series total(Metric metric, Timeline timeline) {
        String sql =
                "SELECT %s AS place, %s AS count FROM %s GROUP BY place"
                        .formatted(timeline.place(), metric.sum(), metric.rows());
        long[] counts = new long[timeline.starts().size()];
        over(timeline, sql)
                .query(Row.mapper(row -> new Cell(row, SeriesKey.TOTAL)))
                .list()
                .forEach(cell -> counts[cell.place()] += cell.count());
        return series(SeriesKey.TOTAL.text(), null, counts, timeline);
    }

    private List<Timeseries.Series> grouped(Metric metric, Grouping by, Timeline timeline) {
        List<Object> biggest = biggest(metric, by, timeline);
        if (biggest.isEmpty()) {
            return List.of();
        }
        String column = by.column();
        String sql =
                "SELECT %s AS place, CASE WHEN %s IN (:biggest) THEN %s END AS part, %s AS count FROM %s GROUP BY place, part"
                        .formatted(timeline.place(), column, column, metric.sum(), metric.rows());
        Map<String, long[]> counts = new LinkedHashMap<>();
        over(timeline, sql)
                .param("biggest", biggest)
                .query(Row.mapper(row -> new Cell(row, SeriesKey.of(by, row, "part"))))
                .list()
                .forEach(cell ->
                        counts.computeIfAbsent(
                                                cell.key().text(),
                                                key -> new long[timeline.starts().size()])[
                                        cell.place()] +=
                                cell.count());
        return named(counts, names.of(by), timeline);
    }

    private List<Object> biggest(Metric metric, Grouping by, Timeline timeline) {
        String sql =
                "SELECT %s AS part, %s AS count FROM %s GROUP BY part ORDER BY count DESC, part LIMIT %d"
                        .formatted(by.column(), metric.sum(), metric.rows(), MAX_SERIES);
        List<Object> columns = new ArrayList<>();
        over(timeline, sql).query(Row.mapper(row -> SeriesKey.of(by, row, "part"))).list().stream()
                .map(SeriesKey::column)
                .filter(Objects::nonNull)
                .forEach(columns::add);
        return columns;
    }

    private StatementSpec over(Timeline timeline, String sql) {
        return database.sql(sql)
                .param("grain", timeline.grain())
                .param("from", Row.time(timeline.starts().getFirst()))
                .param("to", Row.time(timeline.end()));
    }

    private static List<Timeseries.Series> named(
            Map<String, long[]> counts, Map<String, String> names, Timeline timeline) {
        Comparator<Timeseries.Series> biggestFirst =
                Comparator.comparingLong(TimeseriesQuery::sum).reversed();
        return counts.entrySet().stream()
                .map(entry ->
                        series(
                                entry.getKey(),
                                names.get(entry.getKey()),
                                entry.getValue(),
                                timeline))
                .sorted(biggestFirst.thenComparing(Timeseries.Series::key))
                .toList();
    }

    private static long sum(Timeseries.Series series) {
        return series.points().stream().mapToLong(Timeseries.Point::count).sum();
    }

    private static Timeseries.Series series(
            String key, @Nullable String name, long[] counts, Timeline timeline) {
        return new Timeseries.Series(
                key,
                name,
                IntStream.range(0, counts.length)
                        .mapToObj(i -> new Timeseries.Point(timeline.starts().get(i), counts[i]))
                        .toList());
    }

    private record Cell(int place, SeriesKey key, long count) {
        Cell(Row row, SeriesKey key) throws SQLException {
            this((int) row.number("place"), key, row.number("count"));
        }
    }
}
