package dev.spillway.worker.tombstone;

import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.tenant.Tenant;
import dev.spillway.worker.tenant.TenantUnusableException;
import dev.spillway.worker.tenant.Tenants;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whom tenants have erased, for who stores one thing of one tenant at a time: a sample of a
 * rejection, a refused request, a message that nobody can read. Inside the caller's transaction.
 * Thread-safe.
 */
public final class ErasedPeople {

    private final Tombstones tombstones;
    private final Tenants tenants;

    public ErasedPeople(Rows rows, Tenants tenants) {
        this.tombstones = new Tombstones(rows);
        this.tenants = tenants;
    }

    /**
     * A tenant's; holds its gate until the transaction ends. Has to come first in it: who waits at
     * a gate must not hold what others wait for.
     */
    public Erased hold(UUID tenantId) {
        List<Tombstone> found = tombstones.hold(Set.of(tenantId)).getOrDefault(tenantId, List.of());
        return found.isEmpty() ? Erased.NOBODY : new Erased(found, find(tenantId));
    }

    private @Nullable Tenant find(UUID tenantId) {
        try {
            return tenants.find(tenantId).orElse(null);
        } catch (TenantUnusableException e) {
            return null;
        }
    }
}
