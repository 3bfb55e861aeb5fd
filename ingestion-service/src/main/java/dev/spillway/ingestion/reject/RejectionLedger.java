package dev.spillway.ingestion.reject;

import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.signal.Rejections;
import dev.spillway.platform.signal.Rejections.Count;
import dev.spillway.platform.signal.Rejections.Sample;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Counts refused requests per source, reason and minute, and keeps a few as samples. What it holds
 * is bounded, whatever is thrown at the door. Thread-safe.
 */
public final class RejectionLedger {

    /** Keeps a signal, samples included, far below a message's limit. */
    private static final int COUNTS_PER_SIGNAL = 200;

    private final RejectProperties properties;
    private final ReentrantLock lock = new ReentrantLock();
    private Map<Key, Tally> tallies = new LinkedHashMap<>();
    private int samplesLeft;
    private long uncounted;

    RejectionLedger(RejectProperties properties) {
        this.properties = properties;
        this.samplesLeft = properties.samplesPerFlush();
    }

    private record Key(UUID tenantId, UUID sourceId, ErrorCode reason, Instant minute) {}

    private static final class Tally {
        private long count;
        private final List<Sample> samples = new ArrayList<>(0);
    }

    /**
     * Counts one.
     *
     * @param sample made only when one is wanted
     */
    public void record(
            UUID tenantId, UUID sourceId, ErrorCode reason, Instant at, Supplier<Sample> sample) {
        Key key = new Key(tenantId, sourceId, reason, at.truncatedTo(ChronoUnit.MINUTES));
        lock.lock();
        try {
            if (tallies.size() >= properties.maxTallies() && !tallies.containsKey(key)) {
                uncounted++;
                return;
            }
            Tally tally = tallies.computeIfAbsent(key, _ -> new Tally());
            tally.count++;
            if (samplesLeft > 0 && tally.samples.size() < properties.samplesPerTally()) {
                samplesLeft--;
                tally.samples.add(sample.get());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Everything counted since the last time, a tenant's counts together, and starts anew. */
    List<Rejections> drain() {
        Map<UUID, List<Count>> byTenant = new HashMap<>();
        take().forEach((key, tally) ->
                byTenant.computeIfAbsent(key.tenantId(), _ -> new ArrayList<>())
                        .add(count(key, tally)));
        List<Rejections> signals = new ArrayList<>();
        byTenant.forEach((tenantId, counts) -> addSignals(tenantId, counts, signals));
        return signals;
    }

    private Map<Key, Tally> take() {
        lock.lock();
        try {
            Map<Key, Tally> taken = tallies;
            tallies = new LinkedHashMap<>();
            samplesLeft = properties.samplesPerFlush();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private static Count count(Key key, Tally tally) {
        return new Count(
                key.sourceId(), key.reason().code(), key.minute(), tally.count, tally.samples);
    }

    private static void addSignals(UUID tenantId, List<Count> counts, List<Rejections> into) {
        for (int from = 0; from < counts.size(); from += COUNTS_PER_SIGNAL) {
            int to = Math.min(from + COUNTS_PER_SIGNAL, counts.size());
            into.add(new Rejections(Ids.next(), tenantId, counts.subList(from, to)));
        }
    }

    /** Some that were counted could not be told of. */
    void leaveOut(long requests) {
        lock.lock();
        try {
            uncounted += requests;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Requests that no tally was left for, or whose counts the queue does not take: they are in the
     * metric of refusals, and nowhere else.
     */
    long uncounted() {
        lock.lock();
        try {
            return uncounted;
        } finally {
            lock.unlock();
        }
    }
}
