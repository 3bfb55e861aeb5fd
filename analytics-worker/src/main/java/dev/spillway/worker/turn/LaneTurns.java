package dev.spillway.worker.turn;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Deficit round robin over the tenants of one lane, those first who had nothing waiting: the
 * scheduler of FQ-CoDel (RFC 8290, 4.1 and 4.2). A tenant who sends now and then is always among
 * them, so that a flood of another never stands before him. Not thread-safe.
 */
final class LaneTurns<T> {

    /** Bytes that one turn is good for; a larger message is paid for by waiting. */
    static final int QUANTUM = 64 * 1024;

    private final int weight;
    private final Map<UUID, Flow<T>> flows = new HashMap<>();
    private final Deque<Flow<T>> fresh = new ArrayDeque<>();
    private final Deque<Flow<T>> known = new ArrayDeque<>();
    private long credit;

    LaneTurns(Lane lane) {
        this.weight = lane.weight();
    }

    void add(UUID tenantId, T item, int bytes) {
        Flow<T> flow = flows.get(tenantId);
        if (flow == null) {
            flow = new Flow<>(tenantId);
            flow.grant(QUANTUM);
            flows.put(tenantId, flow);
            fresh.addLast(flow);
        }
        flow.add(new Flow.Sized<>(item, bytes));
    }

    /** Who has nothing waiting any more owes it all the same, until he would have had his turns. */
    void charge(UUID tenantId, int bytes) {
        Flow<T> flow =
                flows.computeIfAbsent(
                        tenantId,
                        id -> {
                            Flow<T> owing = new Flow<>(id);
                            known.addLast(owing);
                            return owing;
                        });
        flow.spend(bytes);
        credit -= bytes;
    }

    /** Whose turn it is until he is served, unless the lane has had its share of this round. */
    Optional<Flow<T>> next() {
        return credit > 0 ? front() : Optional.empty();
    }

    /** The oldest of {@link #next}. */
    Flow.Sized<T> serve(Flow<T> next) {
        Flow.Sized<T> served = next.remove();
        credit -= served.bytes();
        return served;
    }

    /** A round begins. Nobody saves up credit while nothing of his waits. */
    void grant() {
        long owed = Math.min(0, credit);
        credit = isEmpty() ? 0 : owed + (long) weight * QUANTUM;
    }

    /** A tenant who has just been served may still hold a place. */
    private boolean isEmpty() {
        return flows.values().stream().allMatch(Flow::isEmpty);
    }

    private Optional<Flow<T>> front() {
        while (!fresh.isEmpty() || !known.isEmpty()) {
            boolean isFresh = !fresh.isEmpty();
            Deque<Flow<T>> place = isFresh ? fresh : known;
            Flow<T> flow = place.getFirst();
            if (flow.hasCredit() && !flow.isEmpty()) {
                return Optional.of(flow);
            }
            place.removeFirst();
            if (!flow.hasCredit()) {
                flow.grant(QUANTUM);
                known.addLast(flow);
            } else if (isFresh && !known.isEmpty()) {
                // Else one who sends just one at a time would be new each time, before all others.
                known.addLast(flow);
            } else {
                flows.remove(flow.tenantId());
            }
        }
        return Optional.empty();
    }

    /** All that waits; nothing does afterwards. */
    List<T> clear() {
        List<T> all = new ArrayList<>();
        flows.values().forEach(flow -> flow.items().forEach(all::add));
        flows.clear();
        fresh.clear();
        known.clear();
        return all;
    }
}
