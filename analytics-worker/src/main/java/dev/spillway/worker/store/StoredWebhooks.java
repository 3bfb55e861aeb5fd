package dev.spillway.worker.store;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.normalise.Outcome;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.sql.WebhookColumns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Webhooks and their events as they are stored, of one tenant at a time. Thread-safe. */
final class StoredWebhooks {

    private static final String READ =
            "SELECT expires_on, redacted_at, " + WebhookColumns.ALL + " FROM webhook WHERE";

    private static final String LOCK =
            "SELECT outcome FROM webhook WHERE tenant_id = ? AND id = ? AND expires_on = ?"
                    + " AND redacted_at <=> ? FOR UPDATE";

    private static final String EVENTS =
            "SELECT webhook_id, ordinal, expires_on, id, "
                    + EventFacts.COLUMNS
                    + " FROM event WHERE tenant_id = ? AND webhook_id = ? ORDER BY ordinal"
                    + " FOR UPDATE";

    private final Rows rows;

    StoredWebhooks(Rows rows) {
        this.rows = rows;
    }

    /** Those of the ids that are there, in the order of their keys. */
    List<StoredWebhook> read(UUID tenantId, List<UUID> ids) {
        Map<UUID, StoredWebhook> found = new HashMap<>();
        rows.find(
                READ,
                List.of("tenant_id", "id"),
                ids,
                id -> new Object[] {Ids.bytes(tenantId), Ids.bytes(id)},
                row -> {
                    StoredWebhook webhook = webhook(tenantId, row);
                    found.put(webhook.webhook().id(), webhook);
                });
        List<StoredWebhook> ordered = new ArrayList<>(found.values());
        ordered.sort((a, b) -> Ids.BY_BYTES.compare(a.webhook().id(), b.webhook().id()));
        return ordered;
    }

    private static StoredWebhook webhook(UUID tenantId, ResultSet row) throws SQLException {
        return new StoredWebhook(
                tenantId,
                row.getObject("expires_on", LocalDate.class),
                row.getObject("redacted_at", LocalDateTime.class),
                WebhookColumns.webhook(row));
    }

    /**
     * Locks a webhook until the transaction ends, and says what it came to; nothing where it has
     * expired since it was read, or somebody was taken out of it.
     */
    List<Outcome> lock(StoredWebhook stored) {
        return rows.jdbc()
                .query(
                        LOCK,
                        (row, _) ->
                                Outcome.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)),
                        Ids.bytes(stored.tenantId()),
                        Ids.bytes(stored.webhook().id()),
                        stored.expiresOn(),
                        stored.redactedAt());
    }

    /** A webhook's events, locked with it. */
    List<KnownEvent> events(StoredWebhook stored) {
        return rows.jdbc()
                .query(
                        EVENTS,
                        (row, _) ->
                                new KnownEvent(
                                        Ids.uuid(row.getBytes("webhook_id")),
                                        row.getInt("ordinal"),
                                        Ids.uuid(row.getBytes("id")),
                                        row.getObject("expires_on", LocalDate.class),
                                        EventFacts.of(row)),
                        Ids.bytes(stored.tenantId()),
                        Ids.bytes(stored.webhook().id()));
    }
}
