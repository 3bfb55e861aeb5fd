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
            " FROM outbox FORCE INDEX (outbox_pending)"
                    + " WHERE topic = ? AND published_at IS NULL AND tenant_id ";

    private static final String NEXT_TENANT =
            "SELECT tenant_id" + WAITING + "> ? ORDER BY tenant_id LIMIT 1";

    private static final String OLDEST =
            "SELECT tenant_id, id, topic, type, payload, created_at"
                    + WAITING
                    + "= ? ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED";

    private final Rows rows;

    WaitingMessages(Rows rows) {
        this.rows = rows;
    }

    /**
     * Tenants of whom something waits, in the order of their ids. One by one: asked for all at
     * once, the databases would walk everything that waits.
     *
     * @param after those behind this one
     */
    List<UUID> tenants(String topic, UUID after, int most) {
        List<UUID> tenants = new ArrayList<>();
        UUID next = nextTenant(topic, after);
        while (next != null && tenants.size() < most) {
            tenants.add(next);
            next = nextTenant(topic, next);
        }
        return tenants;
    }

    private @Nullable UUID nextTenant(String topic, UUID after) {
        return rows
                .jdbc()
                .query(
                        NEXT_TENANT,
                        (row, _) -> Ids.uuid(row.getBytes("tenant_id")),
                        topic,
                        Ids.bytes(after))
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
