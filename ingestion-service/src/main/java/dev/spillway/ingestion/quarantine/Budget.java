package dev.spillway.ingestion.quarantine;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What one source may put into quarantine within a minute. Over two minutes' border it may be twice
 * as much: this bounds a flood, it does not meter anybody. Thread-safe.
 */
final class Budget {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final int maxRequests;
    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private long since;
    private int requests;
    private long bytes;

    /**
     * A whole one.
     *
     * @param now of {@link System#nanoTime()}
     */
    Budget(int maxRequests, long maxBytes, long now) {
        this.maxRequests = maxRequests;
        this.maxBytes = maxBytes;
        this.since = now;
    }

    /** Takes a request of so many bytes, or nothing. */
    boolean take(long size, long now) {
        lock.lock();
        try {
            if (now - since >= MINUTE) {
                since = now;
                requests = 0;
                bytes = 0;
            }
            if (requests == maxRequests || bytes + size > maxBytes) {
                return false;
            }
            requests++;
            bytes += size;
            return true;
        } finally {
            lock.unlock();
        }
    }
}
