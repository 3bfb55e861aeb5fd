package dev.spillway.worker.drain;

import dev.spillway.worker.pace.Pace;
import dev.spillway.worker.sql.Fault;
import dev.spillway.worker.store.StorageFaultException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries again until something is stored, its time is up or the worker stops. Thread-safe. */
final class Patience {

    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);

    private final StallGate gate;
    private final Backoff backoff;
    private final Duration limit;
    private final Semaphore writers;
    private final Pace pace;
    private final RandomGenerator random;
    private final CountDownLatch stopping = new CountDownLatch(1);

    /**
     * @param writers how many may write at a time, at most
     * @param pace hears of what failed
     */
    Patience(
            StallGate gate,
            Backoff backoff,
            Duration limit,
            int writers,
            Pace pace,
            RandomGenerator random) {
        this.gate = gate;
        this.backoff = backoff;
        this.limit = limit;
        this.writers = new Semaphore(writers, true);
        this.pace = pace;
        this.random = random;
    }

    /** Whether it was stored in the end. What cannot be, however often it is tried, is no stall. */
    boolean store(Runnable attempt) {
        long deadline = System.nanoTime() + limit.toNanos();
        for (int failures = 1; ; failures++) {
            try {
                run(attempt);
                gate.recovered();
                return true;
            } catch (StorageFaultException e) {
                LOG.debug("attempt {} failed: {}", failures, e.getMessage());
                if (e.fault() == Fault.POISON) {
                    LOG.error("what nobody can read cannot be kept either: {}", e.getMessage());
                    return false;
                }
                noted(e);
            }
            Duration delay = backoff.delay(failures, random);
            if (System.nanoTime() + delay.toNanos() > deadline || stopsWithin(delay)) {
                return false;
            }
        }
    }

    private void run(Runnable attempt) {
        writers.acquireUninterruptibly();
        try {
            attempt.run();
        } finally {
            writers.release();
        }
    }

    private void noted(StorageFaultException failure) {
        pace.failed();
        switch (failure.fault()) {
            case STALL -> gate.stalled(failure.getMessage());
            case CONTENTION,
                    POISON -> {} // the database works, only not for both at once, or not for that
        }
    }

    private boolean stopsWithin(Duration delay) {
        try {
            return stopping.await(delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Ends all waiting: what is not stored with the attempt that runs is given up. */
    void stop() {
        stopping.countDown();
    }

    boolean isStopped() {
        return stopping.getCount() == 0;
    }
}
