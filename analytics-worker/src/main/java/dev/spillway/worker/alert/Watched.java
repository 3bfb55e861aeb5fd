package dev.spillway.worker.alert;

import dev.spillway.platform.alert.AlertKind;
import dev.spillway.platform.alert.AlertRule;
import dev.spillway.platform.plan.Plan;
import java.util.Map;
import java.util.UUID;

/**
 * A tenant as he is watched.
 *
 * @param active one who is not is watched no more: what is open of him is resolved
 * @param rules of every kind that tenants are told of, his own or the standard
 * @param sources names of the active ones, by id
 */
record Watched(
        UUID tenantId,
        Plan plan,
        boolean active,
        Map<AlertKind, AlertRule> rules,
        Map<UUID, String> sources) {

    Watched {
        rules = Map.copyOf(rules);
        sources = Map.copyOf(sources);
    }

    AlertRule rule(AlertKind kind) {
        return rules.getOrDefault(kind, kind.standard());
    }
}
