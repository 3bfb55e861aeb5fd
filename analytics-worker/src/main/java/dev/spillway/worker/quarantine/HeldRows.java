package dev.spillway.worker.quarantine;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.job.QuarantineSelection;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.sql.Sized;
import dev.spillway.worker.sql.UtcTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** Held requests that a tenant selected, in the order of their receipt. Thread-safe. */
final class HeldRows {

    /** Before all. */
    static final UUID BEGINNING = new UUID(0, 0);

    /** A step reads no more ciphertext than this at once, but for a single larger one. */
    private static final long MOST_BYTES = 4L * 1024 * 1024;

    /** As the primary key orders them. */
    private static final Comparator<UUID> ORDER =
            Comparator.comparing(Ids::bytes, Arrays::compareUnsigned);

    /** Times are ranges of ids, hence of the primary key; an absent filter compares null. */
    private static final String FILTERED =
            """
            SELECT id, size_bytes FROM quarantine
            WHERE tenant_id = ? AND id > ? AND id >= ? AND id < ? AND status = 'held' AND expires_at > ?
              AND (? IS NULL OR source_id = ?) AND (? IS NULL OR reason = ?)
            ORDER BY id LIMIT ?
            """;

    private static final String BY_KEY =
            "SELECT tenant_id, id, source_id, received_at, expires_at, reason, size_bytes, status,"
                    + " key_version%s FROM quarantine WHERE";

    private final Rows rows;

    HeldRows(Rows rows) {
        this.rows = rows;
    }

    /**
     * Ids of the first ones behind a place, no more than a step may hold.
     *
     * @param now what has expired by then is not held any more
     */
    List<UUID> next(
            UUID tenantId, QuarantineSelection selection, UUID after, int most, Instant now) {
        List<UUID> ids = selection.ids();
        return Sized.fitting(
                ids == null
                        ? filtered(tenantId, selection, after, most, now)
                        : named(tenantId, ids, after, most, now),
                MOST_BYTES);
    }

    private List<Sized> filtered(
            UUID tenantId, QuarantineSelection selection, UUID after, int most, Instant now) {
        Instant from = selection.from();
        UUID source = selection.source();
        byte[] sourceId = source == null ? null : Ids.bytes(source);
        return rows.jdbc()
                .query(
                        FILTERED,
                        (row, _) -> sized(row),
                        Ids.bytes(tenantId),
                        Ids.bytes(after),
                        Ids.bytes(from == null ? BEGINNING : Ids.firstAt(from)),
                        Ids.bytes(Ids.firstAt(selection.to())),
                        UtcTime.column(now),
                        sourceId,
                        sourceId,
                        selection.reason(),
                        selection.reason(),
                        most);
    }

    private List<Sized> named(UUID tenantId, List<UUID> ids, UUID after, int most, Instant now) {
        List<UUID> wanted =
                ids.stream().distinct().filter(id -> ORDER.compare(id, after) > 0).toList();
        List<Sized> held = new ArrayList<>();
        rows.find(
                BY_KEY.formatted(""),
                List.of("tenant_id", "id"),
                wanted,
                id -> new Object[] {Ids.bytes(tenantId), Ids.bytes(id)},
                row -> {
                    if (isHeld(row, now)) {
                        held.add(sized(row));
                    }
                });
        held.sort(Comparator.comparing(Sized::id, ORDER));
        return held.subList(0, Math.min(most, held.size()));
    }

    private static boolean isHeld(ResultSet row, Instant now) throws SQLException {
        return row.getString("status").equals("held")
                && now.isBefore(UtcTime.instant(row.getObject("expires_at", LocalDateTime.class)));
    }

    private static Sized sized(ResultSet row) throws SQLException {
        return new Sized(Ids.uuid(row.getBytes("id")), row.getLong("size_bytes"));
    }

    /** What they hold, of those that are held still. */
    List<HeldRow> read(UUID tenantId, List<UUID> ids) {
        List<HeldRow> held = new ArrayList<>();
        rows.find(
                BY_KEY.formatted(", sealed"),
                List.of("tenant_id", "id"),
                ids,
                id -> new Object[] {Ids.bytes(tenantId), Ids.bytes(id)},
                row -> {
                    byte[] sealed = row.getBytes("sealed");
                    if (sealed != null) {
                        held.add(held(row, sealed));
                    }
                });
        return held;
    }

    private static HeldRow held(ResultSet row, byte[] sealed) throws SQLException {
        return new HeldRow(
                Ids.uuid(row.getBytes("tenant_id")),
                Ids.uuid(row.getBytes("id")),
                Ids.uuid(row.getBytes("source_id")),
                UtcTime.instant(row.getObject("received_at", LocalDateTime.class)),
                row.getString("reason"),
                row.getInt("key_version"),
                sealed);
    }
}
