package dev.spillway.worker.rollup;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.sql.Insert;
import dev.spillway.worker.sql.Rows;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/**
 * {@code rollup_gate}: what lets a rebuild know of every batch whether it was before or after. A
 * batch goes through before it looks which generations there are, and holds the gate open until its
 * transaction ends; many do at once. A rebuild closes the gate of its tenant for an instant, when
 * all of them have committed and the next ones have yet to look. Inside the caller's transaction;
 * thread-safe.
 */
final class RollupGate {

    private static final Insert BUILD = Insert.of("INSERT IGNORE INTO rollup_gate (tenant_id)");

    private static final String CLOSE =
            "INSERT INTO rollup_gate (tenant_id, rebuilt) VALUES (?, TRUE)"
                    + " ON DUPLICATE KEY UPDATE rebuilt = TRUE";

    private final Rows rows;

    RollupGate(Rows rows) {
        this.rows = rows;
    }

    /**
     * Goes through the gates of some tenants.
     *
     * @return those of whom some hour was counted anew, or is being
     */
    SortedSet<UUID> enter(SortedSet<UUID> tenants) {
        Map<UUID, Boolean> entered = hold(tenants);
        SortedSet<UUID> missing = new TreeSet<>(tenants);
        missing.removeAll(entered.keySet());
        if (!missing.isEmpty()) {
            rows.insert(BUILD, List.copyOf(missing), tenant -> new Object[] {Ids.bytes(tenant)});
            entered.putAll(hold(missing));
        }
        SortedSet<UUID> rebuilt = new TreeSet<>(tenants);
        rebuilt.removeIf(tenant -> !entered.getOrDefault(tenant, false));
        return rebuilt;
    }

    private Map<UUID, Boolean> hold(SortedSet<UUID> tenants) {
        Map<UUID, Boolean> held = new HashMap<>();
        if (!tenants.isEmpty()) {
            List<UUID> named = Rows.padded(List.copyOf(tenants));
            // Understood by MySQL and MariaDB; FOR SHARE is not.
            String sql =
                    "SELECT tenant_id, rebuilt FROM rollup_gate WHERE tenant_id IN ("
                            + String.join(", ", Collections.nCopies(named.size(), "?"))
                            + ") ORDER BY tenant_id LOCK IN SHARE MODE";
            rows.jdbc()
                    .query(
                            sql,
                            row -> {
                                held.put(
                                        Ids.uuid(row.getBytes("tenant_id")),
                                        row.getBoolean("rebuilt"));
                            },
                            named.stream().map(Ids::bytes).toArray());
        }
        return held;
    }

    /** Waits until nobody is in a tenant's gate, and lets nobody in until the transaction ends. */
    void close(UUID tenantId) {
        rows.jdbc().update(CLOSE, (Object) Ids.bytes(tenantId));
    }
}
