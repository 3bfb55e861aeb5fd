package dev.spillway.worker.alert;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Counts by source and name, read for one look. Used by one thread. */
final class Counts {

    private final Map<UUID, Map<String, Long>> bySource = new HashMap<>();

    void add(UUID sourceId, String name, long count) {
        bySource.computeIfAbsent(sourceId, _ -> new HashMap<>()).merge(name, count, Long::sum);
    }

    long of(UUID sourceId, String name) {
        return bySource.getOrDefault(sourceId, Map.of()).getOrDefault(name, 0L);
    }

    /** Of all sources together, those included that are not active any more. */
    long of(String name) {
        return bySource.keySet().stream().mapToLong(source -> of(source, name)).sum();
    }
}
