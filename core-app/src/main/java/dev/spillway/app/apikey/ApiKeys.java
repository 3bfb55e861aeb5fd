package dev.spillway.app.apikey;

import dev.spillway.app.listing.Paging;
import dev.spillway.platform.tenancy.TenantContext;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The bound tenant's API keys. */
@Repository
class ApiKeys {

    private static final UUID NEWEST = new UUID(-1, -1);

    private final EntityManager entities;

    ApiKeys(EntityManager entities) {
        this.entities = entities;
    }

    @Transactional
    void add(ApiKey key) {
        entities.persist(key);
    }

    /** Newest first, revoked ones too: what was allowed once should be seen. */
    @Transactional(readOnly = true)
    List<ApiKey> list(Paging paging) {
        return entities.createQuery(
                        "from ApiKey k where k.id < :before order by k.id desc", ApiKey.class)
                .setParameter("before", paging.after(2).map(c -> c.id(0)).orElse(NEWEST))
                .setMaxResults(paging.rows())
                .getResultList();
    }

    /**
     * Ends a key. The tenant stands in the statement although both fences add it: through a view,
     * MySQL finds the row of an UPDATE by key only where the statement itself names it.
     *
     * @return whether there was one to end
     */
    @Transactional
    boolean revoke(UUID id, Instant now) {
        return entities.createQuery(
                                "update ApiKey k set k.revokedAt = :now"
                                        + " where k.tenantId = :tenant and k.id = :id and k.revokedAt is null")
                        .setParameter("now", now)
                        .setParameter("tenant", TenantContext.required())
                        .setParameter("id", id)
                        .executeUpdate()
                == 1;
    }
}
