package dev.spillway.ingestion.lane;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A token bucket that keeps a single number: the moment at which it will be full again (the generic
 * cell rate algorithm, ITU-T I.371). No lock, no thread that refills it, nothing allocated; it is
 * asked tens of thousands of times a second. Thread-safe.
 *
 * <p>Times are of {@link System#nanoTime()} and only ever compared by their difference.
 */
final class TokenBucket {

    private final long interval;
    private final long depth;
    private final AtomicLong fullAt;

    /**
     * A full bucket.
     *
     * @param interval nanoseconds in which one token comes
     * @param depth nanoseconds in which an empty bucket fills; one token fits in any case
     */
    TokenBucket(long interval, long depth, long now) {
        this.interval = interval;
        this.depth = Math.max(interval, depth);
        this.fullAt = new AtomicLong(now);
    }

    /** Takes a token; false when there is none. */
    boolean take(long now) {
        long known = fullAt.get();
        while (nanosUntilToken(known, now) == 0) {
            long witness = fullAt.compareAndExchange(known, later(known, now) + interval);
            if (witness == known) {
                return true;
            }
            known = witness;
        }
        return false;
    }

    /** 0 when there is one now. Takes nothing. */
    long nanosUntilToken(long now) {
        return nanosUntilToken(fullAt.get(), now);
    }

    private long nanosUntilToken(long full, long now) {
        return Math.max(0, later(full, now) + interval - now - depth);
    }

    private static long later(long full, long now) {
        return full - now > 0 ? full : now;
    }
}
