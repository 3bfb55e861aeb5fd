package dev.spillway.worker.drain;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shut while the database does not take writes: then nothing is received, and what was received
 * waits. Opens with the first batch that is stored, or by itself after a while, so that somebody
 * finds out. Thread-safe; shared by all queues, since they share the database.
 */
final class StallGate {

    private static final Logger LOG = LoggerFactory.getLogger(StallGate.class);

    private final String what;
    private final Backoff backoff;
    private final RandomGenerator random;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition opened = lock.newCondition();
    private int stalls;
    private long shutUntil;

    StallGate(Backoff backoff, RandomGenerator random) {
        this("the database", backoff, random);
    }

    /**
     * @param what does not take writes, for the log
     */
    StallGate(String what, Backoff backoff, RandomGenerator random) {
        this.what = what;
        this.backoff = backoff;
        this.random = random;
        this.shutUntil = System.nanoTime();
    }

    /**
     * The database, or what else this gate is about, failed once more.
     *
     * @param why for the log
     */
    void stalled(@Nullable String why) {
        lock.lock();
        try {
            stalls++;
            if (stalls == 1) {
                LOG.warn("receiving pauses: {}", why);
            }
            shutUntil = System.nanoTime() + backoff.delay(stalls, random).toNanos();
        } finally {
            lock.unlock();
        }
    }

    /** Something was stored. */
    void recovered() {
        lock.lock();
        try {
            if (stalls > 0) {
                LOG.info("{} takes writes again, after {} failures", what, stalls);
                stalls = 0;
                shutUntil = System.nanoTime();
                opened.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether nothing is to be received at present. */
    boolean isShut() {
        lock.lock();
        try {
            return remaining() > 0;
        } finally {
            lock.unlock();
        }
    }

    /** True as soon as the gate is open; false if it is still shut after so long. */
    boolean await(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (remaining() > 0) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                boolean _ = opened.await(Math.min(left, remaining()), TimeUnit.NANOSECONDS);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private long remaining() {
        return shutUntil - System.nanoTime();
    }
}
