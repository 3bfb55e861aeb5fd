package dev.spillway.worker.store;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.sql.Insert;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.sql.UtcTime;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** {@code event_claim}. */
final class EventClaims extends SqlClaimTable {

    private static final Insert INSERT =
            Insert.of(
                    "INSERT IGNORE INTO event_claim (tenant_id, source_id, identity,"
                            + " webhook_id, expires_at)");

    private static final String TAKE_OVER =
            "UPDATE event_claim SET webhook_id = ?, expires_at = ? WHERE tenant_id = ?"
                    + " AND source_id = ? AND identity = ? AND webhook_id = ?";

    EventClaims(Rows rows) {
        super(rows, "event_claim");
    }

    @Override
    int insert(List<Candidate<?>> wanted) {
        return rows.insert(
                INSERT,
                wanted,
                candidate ->
                        new Object[] {
                            Ids.bytes(candidate.key().tenantId()),
                            Ids.bytes(candidate.key().sourceId()),
                            candidate.key().identity().bytes(),
                            Ids.bytes(candidate.webhookId()),
                            UtcTime.column(candidate.claim().expiresAt())
                        });
    }

    /** Nobody asks: a repeated event leaves nothing behind at the one that is stored. */
    @Override
    LocalDate webhookExpiresOn(ResultSet row) {
        return LocalDate.MAX;
    }

    /**
     * From the beginning of time. Bodies that are alike may be two of different days; an event that
     * says its id, or its moment, is the same one however late an older webhook tells of it.
     */
    @Override
    Instant claimedAt(ResultSet row) {
        return Instant.MIN;
    }

    /**
     * None: of events whose webhook was stored before only those get as far as claiming that it was
     * not stored with.
     */
    @Override
    Set<UUID> storedBefore(Collection<Candidate<?>> candidates) {
        return Set.of();
    }

    @Override
    public void takeOver(ClaimKey key, Holder from, Candidate<?> to) {
        takeOver(
                TAKE_OVER,
                Ids.bytes(to.webhookId()),
                UtcTime.column(to.claim().expiresAt()),
                Ids.bytes(key.tenantId()),
                Ids.bytes(key.sourceId()),
                key.identity().bytes(),
                Ids.bytes(from.webhookId()));
    }
}
