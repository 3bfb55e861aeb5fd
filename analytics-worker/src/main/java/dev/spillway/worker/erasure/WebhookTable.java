package dev.spillway.worker.erasure;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.worker.redact.OriginalHash;
import dev.spillway.worker.sql.HeaderText;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.sql.Sized;
import dev.spillway.worker.sql.UtcTime;
import dev.spillway.worker.sql.WebhookColumns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** {@code webhook} as a search goes through it. Thread-safe. */
final class WebhookTable {

    /** A step reads no more of bodies than this at once, but for a single larger one. */
    private static final long MOST_BYTES = 4L * 1024 * 1024;

    /** An id is stamped with the receipt, so the key's order is that of time. */
    private static final String NEXT =
            "SELECT id, size_bytes FROM webhook WHERE tenant_id = ? AND id > ? AND id < ?"
                    + " ORDER BY id LIMIT ?";

    private static final String READ =
            "SELECT expires_on, " + WebhookColumns.ALL + " FROM webhook WHERE";

    private static final String LOCK = READ + " tenant_id = ? AND id = ? FOR UPDATE";

    private static final String UPDATE =
            "UPDATE webhook SET path = ?, query = ?, content_type = ?, headers = ?, body = ?,"
                    + " size_bytes = ?, event_key = ?, redacted_at = ?,"
                    + " original_sha256 = COALESCE(original_sha256, ?)"
                    + " WHERE tenant_id = ? AND id = ? AND expires_on = ?";

    private final Rows rows;

    WebhookTable(Rows rows) {
        this.rows = rows;
    }

    /** A row. */
    record Stored(Webhook webhook, LocalDate expiresOn) {}

    /** Ids of the next ones, no more than a step may hold. */
    List<UUID> next(UUID tenantId, UUID after, Instant before, int most) {
        List<Sized> found =
                rows.jdbc()
                        .query(
                                NEXT,
                                (row, _) ->
                                        new Sized(
                                                Ids.uuid(row.getBytes("id")),
                                                row.getLong("size_bytes")),
                                Ids.bytes(tenantId),
                                Ids.bytes(after),
                                Ids.bytes(Ids.firstAt(before)),
                                most);
        return Sized.fitting(found, MOST_BYTES);
    }

    /** Those that are there still, by their ids. */
    Map<UUID, Webhook> read(UUID tenantId, List<UUID> ids) {
        Map<UUID, Webhook> read = new HashMap<>();
        rows.find(
                READ,
                List.of("tenant_id", "id"),
                ids,
                id -> new Object[] {Ids.bytes(tenantId), Ids.bytes(id)},
                row -> {
                    Webhook webhook = WebhookColumns.webhook(row);
                    read.put(webhook.id(), webhook);
                });
        return read;
    }

    /** As it is now, and stays until the transaction ends; empty where its day is over. */
    Optional<Stored> lock(UUID tenantId, UUID id) {
        return rows
                .jdbc()
                .query(LOCK, (row, _) -> stored(row), Ids.bytes(tenantId), Ids.bytes(id))
                .stream()
                .findFirst();
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                WebhookColumns.webhook(row), row.getObject("expires_on", LocalDate.class));
    }

    /** Puts what was rewritten in the place of what was there; the first body's hash stays. */
    void update(UUID tenantId, Stored before, Webhook rewritten, Instant now) {
        rows.jdbc()
                .update(
                        UPDATE,
                        rewritten.path(),
                        rewritten.query(),
                        WebhookColumns.contentType(rewritten),
                        HeaderText.of(rewritten.headers()),
                        rewritten.body(),
                        rewritten.body().length,
                        rewritten.eventKey(),
                        UtcTime.column(now),
                        OriginalHash.of(before.webhook.body()),
                        Ids.bytes(tenantId),
                        Ids.bytes(rewritten.id()),
                        before.expiresOn);
    }
}
