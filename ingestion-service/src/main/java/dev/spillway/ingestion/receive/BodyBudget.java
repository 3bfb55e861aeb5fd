package dev.spillway.ingestion.receive;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What bodies of all requests under way may hold of the heap together, from their first byte until
 * their sender is answered: neither a thousand slow posts nor a queue that hangs can take it whole.
 * Thread-safe.
 */
final class BodyBudget {

    private final long limit;
    private final AtomicLong held = new AtomicLong();

    BodyBudget(long limit) {
        this.limit = limit;
    }

    /** Takes so many bytes, or none of them. */
    boolean take(long bytes) {
        if (held.addAndGet(bytes) <= limit) {
            return true;
        }
        held.addAndGet(-bytes);
        return false;
    }

    void giveBack(long bytes) {
        held.addAndGet(-bytes);
    }

    long held() {
        return held.get();
    }
}
