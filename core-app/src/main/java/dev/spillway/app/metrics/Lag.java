package dev.spillway.app.metrics;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Milliseconds from receipt to storage, read off a histogram: at most so many.
 *
 * @param p50 within which half of the webhooks were stored; null where none was
 * @param p99 within which 99 of a hundred were
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Lag(@Nullable Integer p50, @Nullable Integer p99) {

    /**
     * Reads the percentiles off.
     *
     * @param histogram webhooks by the upper bound of their class
     */
    static Lag of(SortedMap<Integer, Long> histogram) {
        return new Lag(percentile(histogram, 0.50), percentile(histogram, 0.99));
    }

    private static @Nullable Integer percentile(SortedMap<Integer, Long> histogram, double share) {
        long all = histogram.values().stream().mapToLong(Long::longValue).sum();
        long wanted = (long) Math.ceil(all * share);
        long seen = 0;
        for (var entry : histogram.entrySet()) {
            seen += entry.getValue();
            if (seen >= wanted && seen > 0) {
                return entry.getKey();
            }
        }
        return null;
    }
}
