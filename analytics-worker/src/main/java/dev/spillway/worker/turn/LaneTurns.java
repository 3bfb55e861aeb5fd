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

    /** Bytes of messages that one turn is good for; a larger message is paid for by waiting. */
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
        flow.items().add(new Flow.Sized<>(item, bytes));
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

    /** The next in turn, unless the lane has had its share of this round. */
    Optional<Flow.Sized<T>> next() {
        if (credit <= 0) {
            return Optional.empty();
        }
        Optional<Flow.Sized<T>> next = poll();
        next.ifPresent(sized -> credit -= sized.bytes());
        return next;
    }

    /** A round begins. Nobody saves up credit while nothing of his waits. */
    void grant() {
        long owed = Math.min(0, credit);
        credit = isEmpty() ? 0 : owed + (long) weight * QUANTUM;
    }

    /** A tenant who has just been served may still hold a place. */
    private boolean isEmpty() {
        return flows.values().stream().allMatch(flow -> flow.items().isEmpty());
    }

    private Optional<Flow.Sized<T>> poll() {
        while (!fresh.isEmpty() || !known.isEmpty()) {
            boolean isFresh = !fresh.isEmpty();
            Flow<T> flow = isFresh ? fresh.removeFirst() : known.removeFirst();
            if (!flow.hasCredit()) {
                flow.grant(QUANTUM);
                known.addLast(flow);
            } else if (!flow.items().isEmpty()) {
                return Optional.of(serve(flow, isFresh ? fresh : known));
            } else if (isFresh && !known.isEmpty()) {
                // Else one who sends just one at a time would be new each time, before all others.
                known.addLast(flow);
            } else {
                flows.remove(flow.tenantId());
            }
        }
        return Optional.empty();
    }

    private Flow.Sized<T> serve(Flow<T> flow, Deque<Flow<T>> place) {
        Flow.Sized<T> next = flow.items().remove();
        flow.spend(next.bytes());
        place.addFirst(flow);
        return next;
    }

    /** All that waits; nothing does afterwards. */
    List<T> clear() {
        List<T> all = new ArrayList<>();
        flows.values().forEach(flow -> flow.items().forEach(sized -> all.add(sized.item())));
        flows.clear();
        fresh.clear();
        known.clear();
        return all;
    }
}
