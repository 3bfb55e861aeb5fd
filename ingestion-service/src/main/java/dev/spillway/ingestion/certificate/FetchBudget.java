package dev.spillway.ingestion.certificate;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * How many certificates may be asked for in a while: few in all, since each is a request to another
 * host, and of those few by one tenant, whose sender may make up names. Not thread-safe.
 */
final class FetchBudget {

    /** For twenty tenants who make up names, before they take from anybody else. */
    static final int MOST = 120;

    static final int MOST_OF_A_TENANT = 6;

    private static final Duration PERIOD = Duration.ofMinutes(1);

    /** No more entries than {@link #MOST}: only what is granted is counted. */
    private final Map<UUID, Integer> granted = new HashMap<>();

    private int grantedInAll;
    private Instant periodEnd = Instant.MIN;

    /** Takes one, unless nothing is left. */
    boolean take(UUID tenantId, Instant now) {
        if (now.isAfter(periodEnd)) {
            periodEnd = now.plus(PERIOD);
            granted.clear();
            grantedInAll = 0;
        }
        int ofTenant = granted.getOrDefault(tenantId, 0);
        if (grantedInAll >= MOST || ofTenant >= MOST_OF_A_TENANT) {
            return false;
        }
        granted.put(tenantId, ofTenant + 1);
        grantedInAll++;
        return true;
    }
}
