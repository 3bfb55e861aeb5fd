package dev.spillway.worker.restore;

import dev.spillway.platform.telemetry.Metrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What this process has committed so far: the store's own counters, of which nobody else counts.
 */
record StoredCounts(long stored, long duplicates, long deadLetters) {

    static StoredCounts of(MeterRegistry registry) {
        return new StoredCounts(
                sum(registry, Metrics.STORED),
                sum(registry, Metrics.DUPLICATES),
                sum(registry, Metrics.DEAD_LETTERS));
    }

    private static long sum(MeterRegistry registry, String counter) {
        return Math.round(
                registry.find(counter).counters().stream().mapToDouble(Counter::count).sum());
    }

    long all() {
        return stored + duplicates + deadLetters;
    }
}
