package dev.spillway.worker.sql;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Verification;
import dev.spillway.platform.parcel.Webhook;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Locale;

/** A stored webhook as it came, out of the columns of {@code webhook}. */
public final class WebhookColumns {

    /** To be selected for {@link #webhook}. */
    public static final String ALL =
            "id, source_id, provider, received_at, method, path, query, headers, body,"
                    + " verification, event_key, test";

    private WebhookColumns() {}

    /** The webhook of a row. */
    public static Webhook webhook(ResultSet row) throws SQLException {
        return new Webhook(
                Ids.uuid(row.getBytes("id")),
                Ids.uuid(row.getBytes("source_id")),
                row.getString("provider"),
                UtcTime.instant(row.getObject("received_at", LocalDateTime.class)),
                row.getString("method"),
                row.getString("path"),
                row.getString("query"),
                HeaderText.parse(row.getString("headers")),
                row.getBytes("body"),
                row.getString("event_key"),
                Verification.valueOf(row.getString("verification").toUpperCase(Locale.ROOT)),
                row.getBoolean("test"));
    }
}
