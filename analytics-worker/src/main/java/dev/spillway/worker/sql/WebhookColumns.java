package dev.spillway.worker.sql;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Header;
import dev.spillway.platform.parcel.Verification;
import dev.spillway.platform.parcel.Webhook;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A webhook and the columns of {@code webhook}. */
public final class WebhookColumns {

    /** To be selected for {@link #webhook}. */
    public static final String ALL =
            "id, source_id, provider, received_at, method, path, query, headers, body,"
                    + " verification, event_key, test";

    private static final int CONTENT_TYPE_LENGTH = 255;

    private WebhookColumns() {}

    /** {@code content_type}: the first of such headers, as much of it as the column holds. */
    public static @Nullable String contentType(Webhook webhook) {
        return webhook.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase("Content-Type"))
                .map(Header::value)
                .map(value -> value.substring(0, Math.min(value.length(), CONTENT_TYPE_LENGTH)))
                .findFirst()
                .orElse(null);
    }

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
