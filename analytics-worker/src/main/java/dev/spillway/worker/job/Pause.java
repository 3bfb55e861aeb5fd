package dev.spillway.worker.job;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits that end at once when the worker stops. Thread-safe. */
final class Pause {

    private final CountDownLatch over = new CountDownLatch(1);

    /** Waits; not at all if the time is negative. */
    void of(Duration time) {
        try {
            boolean _ = over.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end();
        }
    }

    /** Whether the worker stops. */
    boolean isOver() {
        return over.getCount() == 0;
    }

    void end() {
        over.countDown();
    }
}
