package dev.spillway.worker.restore;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was read and what was left out, in webhooks unless it says otherwise. Thread-safe. */
final class Tally {

    /** Names in a report: who restores a hundred thousand tenants needs no list of them. */
    private static final int NAMED = 100;

    private final Map<Skip, Long> skipped = new EnumMap<>(Skip.class);
    private final Map<Skip, Long> skippedSignals = new EnumMap<>(Skip.class);
    private final Set<UUID> missingTenants = new TreeSet<>();
    private final Set<UUID> missingSources = new TreeSet<>();
    private final List<String> damaged = new ArrayList<>();
    private long objects;
    private long read;
    private long known;
    private long signals;
    private @Nullable String place;

    /** What an object holds behind the damage is lost with it. */
    synchronized void damaged(String key, String how) {
        damaged.add(key + ": " + how);
    }

    synchronized void read(int webhooks) {
        read += webhooks;
    }

    synchronized void signal() {
        signals++;
    }

    synchronized void signalSkipped(Skip why) {
        skippedSignals.merge(why, 1L, Long::sum);
    }

    synchronized void skipped(Skip why, int webhooks) {
        skipped.merge(why, (long) webhooks, Long::sum);
    }

    synchronized void missingTenant(UUID id) {
        name(missingTenants, id);
    }

    synchronized void missingSource(UUID id) {
        name(missingSources, id);
    }

    private static void name(Set<UUID> names, UUID id) {
        if (names.size() < NAMED) {
            names.add(id);
        }
    }

    /** Found to have had their effect, without being given to the store. */
    synchronized void known(int webhooks) {
        known += webhooks;
    }

    /** All objects up to this one are done with. */
    synchronized void reached(String key) {
        objects++;
        place = key;
    }

    /**
     * As far as it has come.
     *
     * @param stored counts what the store was given
     */
    synchronized RestoreReport report(boolean dryRun, boolean finished, StoredCounts stored) {
        long left = read - skipped.values().stream().mapToLong(Long::longValue).sum();
        return new RestoreReport(
                dryRun,
                finished,
                finished && !isLacking(),
                objects,
                read,
                dryRun ? left - known : stored.stored(),
                stored.duplicates(),
                stored.deadLetters(),
                dryRun ? known : left - stored.all(),
                byReason(skipped),
                signals,
                byReason(skippedSignals),
                missingTenants.stream().map(UUID::toString).toList(),
                missingSources.stream().map(UUID::toString).toList(),
                List.copyOf(damaged),
                place);
    }

    private boolean isLacking() {
        return !damaged.isEmpty()
                || Stream.of(skipped, skippedSignals)
                        .flatMap(reasons -> reasons.keySet().stream())
                        .anyMatch(Skip::isLacking);
    }

    private static Map<String, Long> byReason(Map<Skip, Long> counts) {
        Map<String, Long> reasons = new TreeMap<>();
        counts.forEach((reason, count) -> reasons.put(reason.code(), count));
        return reasons;
    }
}
