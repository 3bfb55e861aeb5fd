package dev.spillway.ingestion.pack;

import dev.spillway.ingestion.queue.QueueSender;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.UUID;

/**
 * What waits for a send, per tenant, in turns: a tenant who leaves something behind goes to the end
 * of the line. Not thread-safe; the packer's lock guards it.
 */
final class Backlog {

    /**
     * What one call takes before compression: base64 makes a third more of it, and the call still
     * fits when nothing compresses. More would only be split again.
     */
    static final int CALL_BYTES = 760 * 1024;

    private final SequencedMap<UUID, Queue<Waiting>> tenants = new LinkedHashMap<>();
    private long bytes;

    void add(Waiting waiting) {
        tenants.computeIfAbsent(waiting.tenantId(), _ -> new ArrayDeque<>()).add(waiting);
        bytes += waiting.bytes();
    }

    boolean isEmpty() {
        return tenants.isEmpty();
    }

    long bytes() {
        return bytes;
    }

    /** Whether a further call would be full, so that it costs nobody anything to make it now. */
    boolean fillsACall() {
        return tenants.size() >= QueueSender.MAX_MESSAGES || bytes >= CALL_BYTES;
    }

    /**
     * What the next call carries: a load each for the tenants at the head of the line. Empty only
     * when nothing waits.
     */
    List<Load> take() {
        List<Load> loads = new ArrayList<>();
        List<Map.Entry<UUID, Queue<Waiting>>> unfinished = new ArrayList<>();
        int room = CALL_BYTES;
        while (!tenants.isEmpty() && loads.size() < QueueSender.MAX_MESSAGES) {
            Map.Entry<UUID, Queue<Waiting>> tenant = tenants.pollFirstEntry();
            List<Waiting> taken = take(tenant.getValue(), room, loads.isEmpty());
            if (taken.isEmpty() && !tenant.getValue().isEmpty()) {
                // No room for its next one: it keeps its place, or large bodies might wait forever.
                tenants.putFirst(tenant.getKey(), tenant.getValue());
                break;
            }
            for (Waiting waiting : taken) {
                room -= waiting.bytes();
                waiting.ticket().leave();
            }
            if (!taken.isEmpty()) {
                loads.add(new Load(tenant.getKey(), taken));
            }
            if (!tenant.getValue().isEmpty()) {
                unfinished.add(tenant);
            }
        }
        unfinished.forEach(tenant -> tenants.putLast(tenant.getKey(), tenant.getValue()));
        return loads;
    }

    /**
     * As many as there is room for, but one at least where {@code atLeastOne}: a webhook that is
     * larger than the room may still compress. Those whose senders have given up are dropped here.
     */
    private List<Waiting> take(Queue<Waiting> queue, int room, boolean atLeastOne) {
        List<Waiting> taken = new ArrayList<>();
        int left = room;
        for (Waiting next = queue.peek(); next != null; next = queue.peek()) {
            boolean fits = next.bytes() <= left || (atLeastOne && taken.isEmpty());
            if (!next.ticket().isDecided() && !fits) {
                break;
            }
            queue.remove();
            bytes -= next.bytes();
            if (!next.ticket().isDecided()) {
                left -= next.bytes();
                taken.add(next);
            }
        }
        return taken;
    }
}
