package dev.spillway.worker.drain;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * When the receivers of one queue ask. The steady ones always do, with a rest after a receive that
 * was not full, so that the next brings more: each costs both sides much the same, and SQS is paid
 * by the call. The others help only while receives are full: a flood has to be received before
 * anybody can overtake it. Thread-safe.
 */
final class Rhythm {

    private final Duration gathering;
    private final int helpers;
    private final Semaphore calls = new Semaphore(0);

    /** What one receiver waits for before each receive. */
    @FunctionalInterface
    interface Beat {
        /** Whether it has come, waiting for it for a while. */
        boolean await(Duration atMost) throws InterruptedException;
    }

    /**
     * @param gathering how long the rest is
     * @param helpers how many are called, at most
     */
    Rhythm(Duration gathering, int helpers) {
        this.gathering = gathering;
        this.helpers = helpers;
    }

    Beat steady() {
        return _ -> true;
    }

    Beat helping() {
        return atMost -> calls.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Calls for help, or rests. */
    void received(int messages) throws InterruptedException {
        if (messages < LaneQueue.BATCH) {
            Thread.sleep(gathering);
        } else if (calls.availablePermits() < helpers) {
            calls.release();
        }
    }
}
