package dev.spillway.load.bench;

import java.io.IOException;
import java.time.Duration;

/**
 * Load until the rate stops to grow. A JVM gets faster for as long as it compiles, and how long
 * that takes depends on the machine: a fixed time would measure the compiler on a slow one.
 */
final class WarmUp {

    private static final Duration STEP = Duration.ofSeconds(10);

    /** Steps at most, so that a rate that keeps swinging ends too. */
    private static final int MOST_STEPS = 12;

    /** Growth below this between two steps is noise. */
    private static final double STILL_GROWING = 1.05;

    private WarmUp() {}

    /** A step of load and the rate it reached, per second. */
    @FunctionalInterface
    interface Step {
        double run(Duration time) throws IOException, InterruptedException;
    }

    /** No longer than what is measured: whoever tries a bench for a moment waits a moment. */
    static Duration step(Duration measured) {
        return measured.compareTo(STEP) < 0 ? measured : STEP;
    }

    /** Returns when two steps in a row were no faster than the best before them. */
    static void run(Step step) throws IOException, InterruptedException {
        double best = 0;
        int flat = 0;
        for (int i = 0; i < MOST_STEPS && flat < 2; i++) {
            double rate = step.run(STEP);
            flat = rate > best * STILL_GROWING ? 0 : flat + 1;
            best = Math.max(best, rate);
        }
    }
}
