package dev.spillway.worker.people;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.sql.Rows;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** {@code people_pending}, as the merger sees it. Thread-safe. */
final class PendingRows {

    /** Looks at the ends of the primary key only, however much waits. */
    private static final String OLDEST =
            "SELECT tenant_id, MIN(id) AS id FROM people_pending GROUP BY tenant_id";

    private static final String NEXT =
            "SELECT id, sightings FROM people_pending WHERE tenant_id = ? ORDER BY id LIMIT ?";

    private static final String DELETE =
            "DELETE FROM people_pending WHERE tenant_id = ? AND id = ?";

    private final Rows rows;

    PendingRows(Rows rows) {
        this.rows = rows;
    }

    /** Tenants for whom something waits, the one that waits longest first. */
    List<Waiting> waiting() {
        return rows
                .jdbc()
                .query(
                        OLDEST,
                        (row, _) ->
                                new Waiting(
                                        Ids.uuid(row.getBytes("tenant_id")),
                                        Ids.madeAt(Ids.uuid(row.getBytes("id")))))
                .stream()
                .sorted(Waiting.LONGEST_FIRST)
                .toList();
    }

    List<Pending> next(UUID tenantId, int limit) {
        return rows.jdbc()
                .query(
                        NEXT,
                        (row, _) ->
                                new Pending(
                                        Ids.uuid(row.getBytes("id")), row.getBytes("sightings")),
                        Ids.bytes(tenantId),
                        limit);
    }

    /**
     * Deletes what was merged, each by its id: rows with lower ids may have been committed since.
     */
    void delete(UUID tenantId, List<UUID> ids) {
        rows.write(DELETE, ids, id -> new Object[] {Ids.bytes(tenantId), Ids.bytes(id)});
    }

    /**
     * A tenant for whom something waits.
     *
     * @param since when the oldest of it was stored
     */
    record Waiting(UUID tenantId, Instant since) {
        static final Comparator<Waiting> LONGEST_FIRST = Comparator.comparing(Waiting::since);
    }

    /** What one batch left. */
    @SuppressWarnings("ArrayRecordComponent") // decoded at once, never compared
    record Pending(UUID id, byte[] sightings) {}
}
