package dev.spillway.app.metrics;

import dev.spillway.app.database.DashboardDatabase;
import dev.spillway.app.database.Row;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What people call that of which series have only the id. */
@Component
class Names {

    private static final int NEWEST = 1_000;

    private final DashboardDatabase database;

    Names(DashboardDatabase database) {
        this.database = database;
    }

    /** Names by id; none for what is its own name. */
    Map<String, String> of(Grouping grouping) {
        return switch (grouping) {
            case TYPE, REASON -> Map.of();
            case SOURCE -> read("SELECT id, name FROM app_source");
            case CAMPAIGN ->
                    read(
                            "SELECT id, name FROM app_campaign ORDER BY last_seen_at DESC LIMIT "
                                    + NEWEST);
        };
    }

    private Map<String, String> read(String sql) {
        return database
                .sql(sql)
                .query(Row.mapper(row -> Map.entry(row.id("id").toString(), row.text("name"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
