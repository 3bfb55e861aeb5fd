package dev.spillway.worker.alert;

import dev.spillway.platform.alert.AlertKind;
import dev.spillway.platform.alert.AlertRule;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.plan.Plan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whom there is to watch, and by which rules. Thread-safe. */
final class WatchedTenants {

    private static final String NEXT =
            "SELECT id, plan, status = 'active' AS active FROM tenant WHERE id > ?"
                    + " AND (status = 'active' OR EXISTS (SELECT 1 FROM alert a"
                    + " WHERE a.tenant_id = tenant.id AND a.status IN ('pending', 'firing')))"
                    + " ORDER BY id LIMIT ?";

    private static final String RULES =
            "SELECT kind, enabled, threshold, minimum, window_minutes, hold_minutes FROM alert_rule"
                    + " WHERE tenant_id = ?";

    private static final String SOURCES =
            "SELECT id, name FROM source WHERE tenant_id = ? AND status = 'active'";

    private final JdbcClient jdbc;

    WatchedTenants(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The next in the order of their ids. */
    List<Watched> after(UUID last, int most) {
        return jdbc
                .sql(NEXT)
                .params(Ids.bytes(last), most)
                .query((row, _) ->
                        new Owner(
                                Ids.uuid(row.getBytes("id")),
                                row.getString("plan"),
                                row.getBoolean("active")))
                .list()
                .stream()
                .map(this::watched)
                .toList();
    }

    private record Owner(UUID id, String plan, boolean active) {}

    private Watched watched(Owner owner) {
        return new Watched(
                owner.id,
                // A plan this version does not know is at least not the smallest.
                Plan.find(owner.plan).orElse(Plan.SCALE),
                owner.active,
                rules(owner.id),
                sources(owner.id));
    }

    private Map<AlertKind, AlertRule> rules(UUID tenantId) {
        Map<AlertKind, AlertRule> rules = new EnumMap<>(AlertKind.class);
        AlertKind.ofTenants().forEach(kind -> rules.put(kind, kind.standard()));
        jdbc.sql(RULES)
                .param(Ids.bytes(tenantId))
                .query(row -> {
                    AlertRule rule = rule(row);
                    AlertKind.find(row.getString("kind"))
                            .ifPresent(kind -> rules.replace(kind, rule));
                });
        return rules;
    }

    private static AlertRule rule(ResultSet row) throws SQLException {
        return new AlertRule(
                row.getBoolean("enabled"),
                row.getDouble("threshold"),
                row.getLong("minimum"),
                Duration.ofMinutes(row.getLong("window_minutes")),
                Duration.ofMinutes(row.getLong("hold_minutes")));
    }

    private Map<UUID, String> sources(UUID tenantId) {
        Map<UUID, String> sources = new HashMap<>();
        jdbc.sql(SOURCES)
                .param(Ids.bytes(tenantId))
                .query(row -> {
                    sources.put(Ids.uuid(row.getBytes("id")), row.getString("name"));
                });
        return sources;
    }
}
