package dev.spillway.worker.store;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.sql.Insert;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.sql.UtcTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** {@code webhook_claim}. */
final class WebhookClaims extends SqlClaimTable {

    private static final Insert INSERT =
            Insert.of(
                    "INSERT IGNORE INTO webhook_claim (tenant_id, source_id, identity,"
                            + " webhook_id, webhook_expires_on, claimed_at, expires_at)");

    private static final String TAKE_OVER =
            "UPDATE webhook_claim SET webhook_id = ?, webhook_expires_on = ?, claimed_at = ?,"
                    + " expires_at = ? WHERE tenant_id = ? AND source_id = ? AND identity = ?"
                    + " AND webhook_id = ?";

    WebhookClaims(Rows rows) {
        super(rows, "webhook_claim");
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
                            candidate.webhookExpiresOn(),
                            UtcTime.column(candidate.claim().claimedAt()),
                            UtcTime.column(candidate.claim().expiresAt())
                        });
    }

    @Override
    LocalDate webhookExpiresOn(ResultSet row) throws SQLException {
        return row.getObject("webhook_expires_on", LocalDate.class);
    }

    @Override
    Instant claimedAt(ResultSet row) throws SQLException {
        return UtcTime.instant(row.getObject("claimed_at", LocalDateTime.class));
    }

    @Override
    Set<UUID> storedBefore(Collection<Candidate<?>> candidates) {
        Set<UUID> stored = new HashSet<>();
        rows.find(
                "SELECT id FROM webhook WHERE",
                List.of("tenant_id", "id"),
                candidates,
                candidate ->
                        new Object[] {
                            Ids.bytes(candidate.key().tenantId()), Ids.bytes(candidate.webhookId())
                        },
                row -> stored.add(Ids.uuid(row.getBytes("id"))));
        return stored;
    }

    @Override
    public void takeOver(ClaimKey key, Holder from, Candidate<?> to) {
        takeOver(
                TAKE_OVER,
                Ids.bytes(to.webhookId()),
                to.webhookExpiresOn(),
                UtcTime.column(to.claim().claimedAt()),
                UtcTime.column(to.claim().expiresAt()),
                Ids.bytes(key.tenantId()),
                Ids.bytes(key.sourceId()),
                key.identity().bytes(),
                Ids.bytes(from.webhookId()));
    }
}
