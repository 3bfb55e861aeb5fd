package dev.spillway.app.webhook;

import dev.spillway.app.database.DashboardDatabase;
import dev.spillway.app.database.Row;
import java.sql.SQLException;
import java.util.List;
import org.springframework.stereotype.Component;

/** The last webhooks, for a dashboard: through its connections, not those of the lists. */
@Component
public class RecentWebhooks {

    private static final String LAST =
            """
            SELECT id, source_id, provider, received_at, stored_at, method, path, query, content_type, size_bytes,
                   verification, event_key, event_count, outcome, duplicates, test, redacted_at,
                   original_sha256
            FROM app_webhook ORDER BY id DESC LIMIT ?
            """;

    private final DashboardDatabase database;

    RecentWebhooks(DashboardDatabase database) {
        this.database = database;
    }

    /** Newest first. */
    public List<WebhookView> last(int count) {
        return database.sql(LAST).param(count).query(Row.mapper(RecentWebhooks::view)).list();
    }

    private static WebhookView view(Row row) throws SQLException {
        return new WebhookView(
                row.id("id"),
                row.id("source_id"),
                row.text("provider"),
                row.instant("received_at"),
                row.instant("stored_at"),
                row.text("method"),
                row.text("path"),
                row.text("query"),
                row.textOrNull("content_type"),
                (int) row.number("size_bytes"),
                row.text("verification"),
                row.textOrNull("event_key"),
                (int) row.number("event_count"),
                row.text("outcome"),
                (int) row.number("duplicates"),
                row.truth("test"),
                row.instantOrNull("redacted_at") != null,
                WebhookView.hex(row.bytesOrNull("original_sha256")));
    }
}
