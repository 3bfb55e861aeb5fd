package dev.spillway.ingestion.quarantine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits to be sealed and sent, bounded by what it holds of the heap. A request counts from its
 * refusal until the queue has it. Thread-safe.
 */
final class WaitingRequests {

    /**
     * What one call to the queue takes, more or less; sealing more at once would only hold more.
     */
    private static final long CALL_BYTES = 512 * 1024;

    private static final int CALL_REQUESTS = 10;

    private final long limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<WaitingRequest> requests = new ArrayDeque<>();
    private long bytes;

    WaitingRequests(long limit) {
        this.limit = limit;
    }

    /** False when there is no room. */
    boolean add(WaitingRequest request) {
        long weight = request.request().weight();
        lock.lock();
        try {
            if (bytes + weight > limit) {
                return false;
            }
            bytes += weight;
            return requests.add(request);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes the oldest, as many as one call is likely to take and one at least; none when none
     * waits. They go on counting until they are {@link #done}.
     */
    List<WaitingRequest> take() {
        lock.lock();
        try {
            List<WaitingRequest> taken = new ArrayList<>();
            long room = CALL_BYTES;
            for (WaitingRequest next = requests.peek();
                    next != null && taken.size() < CALL_REQUESTS && room > 0;
                    next = requests.peek()) {
                taken.add(requests.remove());
                room -= next.request().weight();
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    void done(List<WaitingRequest> sent) {
        long weight = sent.stream().mapToLong(each -> each.request().weight()).sum();
        lock.lock();
        try {
            bytes -= weight;
        } finally {
            lock.unlock();
        }
    }

    /** Bytes of the heap that are held. */
    long bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }
}
