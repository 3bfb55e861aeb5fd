package dev.spillway.provisioner.onboard;

import java.util.concurrent.TimeUnit;

/** How long something has taken so far. */
record Stopwatch(long startedAt) {

    static Stopwatch start() {
        return new Stopwatch(System.nanoTime());
    }

    long elapsedMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAt);
    }
}
