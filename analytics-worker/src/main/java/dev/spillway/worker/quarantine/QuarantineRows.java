package dev.spillway.worker.quarantine;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.signal.Quarantined;
import dev.spillway.worker.sql.Insert;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.sql.UtcTime;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code quarantine}, inside the caller's transaction. Thread-safe. */
final class QuarantineRows {

    private static final String KNOWN =
            "SELECT COUNT(*) FROM quarantine WHERE tenant_id = ? AND id = ?";

    private static final String HOLDS =
            "SELECT COUNT(*) AS requests, COALESCE(SUM(size_bytes), 0) AS bytes FROM quarantine"
                    + " WHERE tenant_id = ? AND source_id = ? AND status = 'held'";

    private static final Insert INSERT =
            Insert.of(
                    "INSERT INTO quarantine (tenant_id, id, source_id, received_at,"
                            + " expires_at, reason, method, size_bytes, changed_at, key_version,"
                            + " sealed)");

    private static final String EXPIRED =
            "SELECT tenant_id, id FROM quarantine WHERE expires_at <= ?"
                    + " ORDER BY expires_at, tenant_id, id LIMIT ? FOR UPDATE SKIP LOCKED";

    private static final String DELETE = "DELETE FROM quarantine WHERE tenant_id = ? AND id = ?";

    /** Only what is held has a fate to be decided: whoever comes second changes nothing. */
    private static final String DECIDE =
            "UPDATE quarantine SET status = ?, reason = ?, changed_at = ?, sealed = NULL"
                    + " WHERE tenant_id = ? AND id = ? AND status = 'held'";

    private static final String DISCARD =
            "UPDATE quarantine SET status = 'discarded', changed_at = ?, sealed = NULL"
                    + " WHERE tenant_id = ? AND id = ? AND status = 'held'";

    private static final String JUDGED =
            "UPDATE quarantine SET reason = ?, changed_at = ?"
                    + " WHERE tenant_id = ? AND id = ? AND status = 'held'";

    private final Rows rows;

    QuarantineRows(Rows rows) {
        this.rows = rows;
    }

    /** How much a source holds. */
    record Holding(long requests, long bytes) {}

    /** A row's key. */
    record Key(UUID tenantId, UUID id) {}

    boolean isKnown(Quarantined request) {
        Long count =
                rows.jdbc()
                        .queryForObject(
                                KNOWN,
                                Long.class,
                                Ids.bytes(request.tenantId()),
                                Ids.bytes(request.id()));
        return count != null && count > 0;
    }

    Holding holding(UUID tenantId, UUID sourceId) {
        return rows.jdbc()
                .query(
                        HOLDS,
                        (row, _) -> new Holding(row.getLong("requests"), row.getLong("bytes")),
                        Ids.bytes(tenantId),
                        Ids.bytes(sourceId))
                .getFirst();
    }

    void insert(Quarantined request, Instant expiresAt, Instant now) {
        rows.insert(
                INSERT,
                List.of(request),
                each ->
                        new @Nullable Object[] {
                            Ids.bytes(each.tenantId()),
                            Ids.bytes(each.id()),
                            Ids.bytes(each.sourceId()),
                            UtcTime.column(each.receivedAt()),
                            UtcTime.column(expiresAt),
                            each.reason(),
                            each.method(),
                            each.size(),
                            UtcTime.column(now),
                            each.keyVersion(),
                            each.sealed()
                        });
    }

    /** Ends the holding of requests; their ciphertext goes. */
    void decide(List<HeldRow> held, Fate fate, Instant now) {
        rows.write(
                DECIDE,
                held,
                row ->
                        new @Nullable Object[] {
                            fate.code(),
                            fate.reason(row),
                            UtcTime.column(now),
                            Ids.bytes(row.tenantId()),
                            Ids.bytes(row.id())
                        });
    }

    /** As {@link #decide}, for what nobody opens. */
    void discard(UUID tenantId, List<UUID> ids, Instant now) {
        rows.write(
                DISCARD,
                ids,
                id ->
                        new @Nullable Object[] {
                            UtcTime.column(now), Ids.bytes(tenantId), Ids.bytes(id)
                        });
    }

    /** Notes why requests are refused now. */
    void judged(List<Judgement.Refused> refused, Instant now) {
        rows.write(
                JUDGED,
                refused,
                each ->
                        new @Nullable Object[] {
                            each.reason(),
                            UtcTime.column(now),
                            Ids.bytes(each.row().tenantId()),
                            Ids.bytes(each.row().id())
                        });
    }

    /** Locked until the transaction ends; what another worker has locked is left to it. */
    List<Key> expired(Instant now, int limit) {
        return rows.jdbc()
                .query(
                        EXPIRED,
                        (row, _) ->
                                new Key(
                                        Ids.uuid(row.getBytes("tenant_id")),
                                        Ids.uuid(row.getBytes("id"))),
                        UtcTime.column(now),
                        limit);
    }

    void delete(List<Key> keys) {
        rows.write(
                DELETE, keys, key -> new Object[] {Ids.bytes(key.tenantId()), Ids.bytes(key.id())});
    }
}
