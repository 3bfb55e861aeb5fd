package dev.spillway.worker.outbox;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.sql.UtcTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What waits in {@code outbox}, found by topic and tenant: each statement reads as many rows as it
 * gives, however many wait behind them. Thread-safe.
 */
final class WaitingMessages {

    /**
     * Named, since the primary key has the same order and would walk what was published long ago.
     */
    private static final String WAITING =
            " FROM outbox FORCE INDEX (outbox_pending) WHERE topic = ? AND published_at IS NULL";

    private static final String FIRST_TENANT =
            "SELECT tenant_id" + WAITING + " ORDER BY tenant_id LIMIT 1";

    private static final String NEXT_TENANT =
            "SELECT tenant_id" + WAITING + " AND tenant_id > ? ORDER BY tenant_id LIMIT 1";

    private static final String OLDEST =
            "SELECT tenant_id, id, topic, type, payload, created_at"
                    + WAITING
                    + " AND tenant_id = ? ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED";

    private final Rows rows;

    WaitingMessages(Rows rows) {
        this.rows = rows;
    }

    /**
     * Tenants of whom something waits, in the order of their ids, from the first one on: that is
     * the platform itself, whose id is all zeros. One by one: asked for all at once, the databases
     * would walk everything that waits.
     */
    List<UUID> tenants(String topic, int most) {
        return onwards(tenant(FIRST_TENANT, topic), topic, most);
    }

    /** As {@link #tenants}, behind this one. */
    List<UUID> tenantsAfter(UUID tenantId, String topic, int most) {
        return onwards(tenant(NEXT_TENANT, topic, Ids.bytes(tenantId)), topic, most);
    }

    private List<UUID> onwards(@Nullable UUID first, String topic, int most) {
        List<UUID> tenants = new ArrayList<>();
        UUID next = first;
        while (next != null && tenants.size() < most) {
            tenants.add(next);
            next = tenant(NEXT_TENANT, topic, Ids.bytes(next));
        }
        return tenants;
    }

    private @Nullable UUID tenant(String sql, Object... values) {
        return rows
                .jdbc()
                .query(sql, (row, _) -> Ids.uuid(row.getBytes("tenant_id")), values)
                .stream()
                .findFirst()
                .orElse(null);
    }

    /**
     * A tenant's oldest, locked until the transaction ends. Skips what another publisher holds; the
     * order is that of the ids, which is that of time.
     */
    List<OutboxMessage> oldest(String topic, UUID tenantId, int most) {
        return rows.jdbc()
                .query(OLDEST, (row, _) -> message(row), topic, Ids.bytes(tenantId), most);
    }

    private static OutboxMessage message(ResultSet row) throws SQLException {
        return new OutboxMessage(
                Ids.uuid(row.getBytes("tenant_id")),
                Ids.uuid(row.getBytes("id")),
                row.getString("topic"),
                row.getString("type"),
                row.getString("payload"),
                UtcTime.instant(row.getObject("created_at", LocalDateTime.class)));
    }
}
