package dev.spillway.worker.erasure;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.redact.TextRewriter;
import dev.spillway.worker.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What events say in words, where others' events mention somebody: a link, a reason. Thread-safe.
 */
final class EventTexts {

    private static final String FIND =
            "SELECT ordinal, expires_on, message_id, tags, url, user_agent, description,"
                    + " provider_event_id FROM event WHERE tenant_id = ? AND webhook_id = ?";

    private static final String UPDATE =
            "UPDATE event SET message_id = ?, tags = ?, url = ?, user_agent = ?, description = ?,"
                    + " provider_event_id = ?"
                    + " WHERE tenant_id = ? AND webhook_id = ? AND ordinal = ? AND expires_on = ?";

    /** The columns of text and how wide they are. */
    private enum Text {
        MESSAGE_ID(255),
        TAGS(65_535 / 4),
        URL(2048),
        USER_AGENT(512),
        DESCRIPTION(1024),
        PROVIDER_EVENT_ID(255);

        private final int length;

        Text(int length) {
            this.length = length;
        }

        String column() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Rows rows;

    EventTexts(Rows rows) {
        this.rows = rows;
    }

    private record Event(int ordinal, LocalDate expiresOn, List<@Nullable String> texts) {}

    /** Rewrites those of a webhook, in the caller's transaction; says how many that changed. */
    int rewrite(UUID tenantId, UUID webhookId, TextRewriter rewriter) {
        List<Event> changed = new ArrayList<>();
        for (Event event : find(tenantId, webhookId)) {
            List<@Nullable String> texts = rewritten(event.texts, rewriter);
            if (!texts.equals(event.texts)) {
                changed.add(new Event(event.ordinal, event.expiresOn, texts));
            }
        }
        rows.write(
                UPDATE,
                changed,
                event -> {
                    List<@Nullable Object> values = new ArrayList<>(event.texts);
                    values.add(Ids.bytes(tenantId));
                    values.add(Ids.bytes(webhookId));
                    values.add(event.ordinal);
                    values.add(event.expiresOn);
                    return values.toArray();
                });
        return changed.size();
    }

    private List<Event> find(UUID tenantId, UUID webhookId) {
        return rows.jdbc()
                .query(FIND, (row, _) -> event(row), Ids.bytes(tenantId), Ids.bytes(webhookId));
    }

    private static Event event(ResultSet row) throws SQLException {
        List<@Nullable String> texts = new ArrayList<>();
        for (Text text : Text.values()) {
            texts.add(row.getString(text.column()));
        }
        return new Event(
                row.getInt("ordinal"), row.getObject("expires_on", LocalDate.class), texts);
    }

    private static List<@Nullable String> rewritten(
            List<@Nullable String> texts, TextRewriter rewriter) {
        List<@Nullable String> rewritten = new ArrayList<>();
        Iterator<@Nullable String> before = texts.iterator();
        for (Text text : Text.values()) {
            String value = before.next();
            rewritten.add(value == null ? null : rewritten(value, text, rewriter));
        }
        return rewritten;
    }

    /** Tags are JSON: cut, they would be none; so where they do not fit any more they go. */
    private static @Nullable String rewritten(String before, Text text, TextRewriter rewriter) {
        String after = rewriter.rewrite(before);
        if (after.equals(before) || after.length() <= text.length) {
            return after;
        }
        return text == Text.TAGS ? null : after.substring(0, text.length);
    }
}
