package dev.spillway.load.traffic;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What came back. Written by one thread, read when it has ended. */
public final class Tally {

    private static final long SLOWEST_MICROS = 120_000_000;

    private final Map<Integer, Long> statuses = new TreeMap<>();
    private final Histogram latency = new Histogram(SLOWEST_MICROS, 3);
    private long broken;
    private Duration elapsed = Duration.ZERO;

    void answered(int status, long nanos) {
        statuses.merge(status, 1L, Long::sum);
        latency.recordValue(Math.clamp(nanos / 1000, 0, SLOWEST_MICROS));
    }

    /** A line broke, or had no answer when the run was over. */
    void broke() {
        broken++;
    }

    void lasted(Duration time) {
        elapsed = time;
    }

    public long accepted() {
        return statuses.getOrDefault(200, 0L);
    }

    /** Everything but a 200. */
    public long failed() {
        return statuses.values().stream().mapToLong(Long::longValue).sum() - accepted() + broken;
    }

    public Map<Integer, Long> statuses() {
        return Map.copyOf(statuses);
    }

    public double acceptedPerSecond() {
        return accepted() * 1e9 / Math.max(1, elapsed.toNanos());
    }

    /**
     * A percentile of the time from when a request was due to the end of its answer, in
     * milliseconds.
     *
     * @param percentile from 0 to 100
     */
    public double millis(double percentile) {
        return latency.getValueAtPercentile(percentile) / 1000.0;
    }
}
