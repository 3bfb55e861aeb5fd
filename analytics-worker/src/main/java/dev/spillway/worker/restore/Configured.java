package dev.spillway.worker.restore;

import dev.spillway.platform.id.Ids;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Which tenants and sources the database has. Read once each: nobody restores configuration while
 * this runs, and if he does, the next run sees it. Not thread-safe.
 */
final class Configured {

    private final JdbcTemplate jdbc;
    private final Map<UUID, Set<UUID>> sources = new HashMap<>();

    Configured(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    boolean hasSource(UUID tenantId, UUID sourceId) {
        return sources.computeIfAbsent(tenantId, this::read).contains(sourceId);
    }

    private Set<UUID> read(UUID tenantId) {
        return new HashSet<>(
                jdbc.query(
                        "SELECT id FROM source WHERE tenant_id = ?",
                        (row, _) -> Ids.uuid(row.getBytes("id")),
                        (Object) Ids.bytes(tenantId)));
    }
}
