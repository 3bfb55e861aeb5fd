package dev.spillway.worker.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Sums of many rows that change slowly, so that they are not read at every look. Thread-safe.
 *
 * @param <K> what was summed, its range of time included
 */
final class Kept<K, V> {

    private static final Duration KEPT = Duration.ofMinutes(15);

    private final Map<K, Read<V>> known = new ConcurrentHashMap<>();
    private volatile Instant tidyAt = Instant.EPOCH;

    private record Read<V>(V value, Instant at) {
        boolean isGood(Instant now) {
            return at.plus(KEPT).isAfter(now);
        }
    }

    /** As it was read last, or as it is now where that was too long ago. */
    V get(K key, Instant now, Supplier<V> read) {
        tidy(now);
        return known.compute(
                        key,
                        (_, before) ->
                                before != null && before.isGood(now)
                                        ? before
                                        : new Read<>(read.get(), now))
                .value;
    }

    /** Whoever is asked for no more goes too. */
    private void tidy(Instant now) {
        if (!now.isBefore(tidyAt)) {
            tidyAt = now.plus(KEPT);
            known.values().removeIf(each -> !each.isGood(now));
        }
    }
}
