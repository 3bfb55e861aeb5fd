package dev.spillway.app.source;

import dev.spillway.app.database.DashboardDatabase;
import dev.spillway.app.database.Row;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** All sources at a glance, for a dashboard: through its connections, not those of the lists. */
@Component
public class SourceOverview {

    private static final int MAX_SOURCES = 100;

    private static final String ACTIVE =
            """
            SELECT id, name, provider, mode, status, ingest_key, settings, created_at
            FROM app_source WHERE status <> 'deleted' ORDER BY id LIMIT ?
            """;

    private final DashboardDatabase database;
    private final SourceStatistics statistics;
    private final IngestUrls ingestUrls;
    private final JsonMapper json;

    SourceOverview(
            DashboardDatabase database,
            SourceStatistics statistics,
            IngestUrls ingestUrls,
            JsonMapper json) {
        this.database = database;
        this.statistics = statistics;
        this.ingestUrls = ingestUrls;
        this.json = json;
    }

    /** Oldest first. */
    public List<SourceView> sources() {
        List<SourceView> sources =
                database.sql(ACTIVE).param(MAX_SOURCES).query(Row.mapper(this::view)).list();
        Map<UUID, SourceStats> stats = statistics.of(sources.stream().map(SourceView::id).toList());
        return sources.stream()
                .map(source -> source.with(stats.getOrDefault(source.id(), SourceStats.NONE)))
                .toList();
    }

    private SourceView view(Row row) throws SQLException {
        return new SourceView(
                row.id("id"),
                row.text("name"),
                row.text("provider"),
                row.text("mode"),
                row.text("status"),
                ingestUrls.of(row.text("ingest_key")),
                json.readTree(row.text("settings")),
                row.instant("created_at"),
                SourceStats.NONE);
    }
}
