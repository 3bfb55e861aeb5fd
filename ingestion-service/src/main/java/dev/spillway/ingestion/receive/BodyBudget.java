package dev.spillway.ingestion.receive;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What bodies of all requests under way may hold of the heap together, from their first byte until
 * their sender is answered: neither a thousand slow posts nor a queue that hangs can take it whole.
 * One tenant has a quarter of it, so that slow posts to him leave room for the others. Thread-safe.
 */
final class BodyBudget {

    private static final int SHARES = 4;

    private final long limit;
    private final AtomicLong held = new AtomicLong();
    private final Map<UUID, Share> shares = new ConcurrentHashMap<>();

    BodyBudget(long limit) {
        this.limit = limit;
    }

    /** There are never more than the directory has tenants. */
    Share of(UUID tenantId) {
        Share known = shares.get(tenantId);
        return known != null ? known : shares.computeIfAbsent(tenantId, _ -> new Share());
    }

    long held() {
        return held.get();
    }

    private static boolean take(AtomicLong held, long bytes, long limit) {
        if (held.addAndGet(bytes) <= limit) {
            return true;
        }
        held.addAndGet(-bytes);
        return false;
    }

    /** One tenant's part. Thread-safe. */
    final class Share {

        private final AtomicLong mine = new AtomicLong();

        /** Takes so many bytes, or none of them. */
        boolean take(long bytes) {
            if (!BodyBudget.take(mine, bytes, limit / SHARES)) {
                return false;
            }
            if (!BodyBudget.take(held, bytes, limit)) {
                mine.addAndGet(-bytes);
                return false;
            }
            return true;
        }

        void giveBack(long bytes) {
            mine.addAndGet(-bytes);
            held.addAndGet(-bytes);
        }
    }
}
