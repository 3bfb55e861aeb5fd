package dev.spillway.worker.alert;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Counts by source and name. Filled by one thread, and not changed afterwards. */
final class Counts {

    private final Map<UUID, Map<String, Long>> bySource = new HashMap<>();

    void add(UUID sourceId, String name, long count) {
        bySource.computeIfAbsent(sourceId, _ -> new HashMap<>()).merge(name, count, Long::sum);
    }

    void addAll(Counts others) {
        others.bySource.forEach(
                (source, counts) -> counts.forEach((name, count) -> add(source, name, count)));
    }

    long of(UUID sourceId, String name) {
        return bySource.getOrDefault(sourceId, Map.of()).getOrDefault(name, 0L);
    }

    /** Of all sources together, those included that are not active any more. */
    long of(String name) {
        return bySource.keySet().stream().mapToLong(source -> of(source, name)).sum();
    }
}
