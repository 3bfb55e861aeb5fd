package dev.spillway.ingestion.lane;

import dev.spillway.platform.plan.Plan;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/**
 * The allowances of all tenants that sent something. There are never more than the directory has
 * tenants, since only a known source leads here. Thread-safe.
 */
public final class Allowances {

    private final LaneProperties properties;
    private final IntSupplier instances;
    private final Map<UUID, Allowance> byTenant = new ConcurrentHashMap<>();

    /**
     * @param instances how many doors there are, this one included; at least 1
     */
    Allowances(LaneProperties properties, IntSupplier instances) {
        this.properties = properties;
        this.instances = instances;
    }

    /** A change of the plan or of the number of instances starts anew, with a full bucket. */
    public Allowance of(UUID tenantId, Plan plan) {
        int now = instances.getAsInt();
        Allowance known = byTenant.get(tenantId);
        return known != null && known.isOf(plan, now) ? known : renew(tenantId, plan, now);
    }

    private Allowance renew(UUID tenantId, Plan plan, int now) {
        return byTenant.compute(
                tenantId,
                (_, known) ->
                        known != null && known.isOf(plan, now)
                                ? known
                                : new Allowance(plan, now, properties, System.nanoTime()));
    }
}
