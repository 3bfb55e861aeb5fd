package dev.spillway.worker.drain;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Delays that double up to a longest, each between half and all of it, so that retries spread. */
record Backoff(Duration first, Duration longest) {

    /**
     * The delay before a retry.
     *
     * @param attempt counts the attempts that failed, from 1
     */
    Duration delay(int attempt, RandomGenerator random) {
        long most = first.toNanos() << Math.min(attempt - 1, 20);
        long ceiling = Math.min(most, longest.toNanos());
        return Duration.ofNanos(ceiling / 2 + random.nextLong(ceiling / 2 + 1));
    }
}
