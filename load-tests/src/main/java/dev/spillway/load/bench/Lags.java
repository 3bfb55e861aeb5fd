package dev.spillway.load.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * How long after its receipt each webhook was first seen. A webhook that is never seen is in no
 * percentile: who reads them has to know that all were. Thread-safe.
 */
final class Lags {

    private final Map<UUID, Lag> seen = new HashMap<>();

    private record Lag(Instant from, double millis) {}

    /** Only the first time counts. */
    synchronized void seen(UUID id, Instant from, Instant at) {
        seen.putIfAbsent(id, new Lag(from, Duration.between(from, at).toNanos() / 1e6));
    }

    synchronized int count() {
        return seen.size();
    }

    /** Those of webhooks received from the one moment until before the other. */
    synchronized Percentiles between(Instant from, Instant to) {
        return new Percentiles(
                seen.values().stream()
                        .filter(lag -> !lag.from.isBefore(from) && lag.from.isBefore(to))
                        .mapToDouble(Lag::millis)
                        .sorted()
                        .toArray());
    }

    synchronized Percentiles all() {
        return between(Instant.MIN, Instant.MAX);
    }

    /** Lags in milliseconds, the shortest first. */
    static final class Percentiles {

        private final double[] sorted;

        private Percentiles(double[] sorted) {
            this.sorted = sorted;
        }

        static Percentiles of(double... millis) {
            double[] sorted = millis.clone();
            Arrays.sort(sorted);
            return new Percentiles(sorted);
        }

        int count() {
            return sorted.length;
        }

        /**
         * By nearest rank: a lag that was measured, never one between two. Not a number where there
         * was none.
         *
         * @param percentile above 0, at most 100
         */
        double at(double percentile) {
            if (sorted.length == 0) {
                return Double.NaN;
            }
            int rank = (int) Math.ceil(percentile / 100 * sorted.length);
            return sorted[Math.max(0, rank - 1)];
        }
    }
}
