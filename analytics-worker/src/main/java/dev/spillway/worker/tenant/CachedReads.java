package dev.spillway.worker.tenant;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Remembers what was read for a short while. Nothing found is not remembered, so that what comes
 * into being is seen at once. Thread-safe; two threads may read the same thing at the same time.
 */
final class CachedReads<K, V> {

    /** Far above what one worker meets within the time to live; then all is read anew. */
    private static final int MAX_ENTRIES = 100_000;

    private final Map<K, Entry<V>> entries = new ConcurrentHashMap<>();
    private final Duration timeToLive;
    private final Clock clock;

    CachedReads(Duration timeToLive, Clock clock) {
        this.timeToLive = timeToLive;
        this.clock = clock;
    }

    Optional<V> get(K key, Function<K, Optional<V>> read) {
        Instant now = clock.instant();
        Entry<V> known = entries.get(key);
        if (known != null && now.isBefore(known.staleAt)) {
            return Optional.of(known.value);
        }
        Optional<V> value = read.apply(key);
        value.ifPresentOrElse(
                found -> remember(key, new Entry<>(found, now.plus(timeToLive))),
                () -> entries.remove(key));
        return value;
    }

    private void remember(K key, Entry<V> entry) {
        if (entries.size() >= MAX_ENTRIES) {
            entries.clear();
        }
        entries.put(key, entry);
    }

    private record Entry<V>(V value, Instant staleAt) {}
}
