package dev.spillway.worker.turn;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.UUID;
import java.util.stream.Stream;

/** What one tenant has waiting in one lane. Not thread-safe. */
final class Flow<T> {

    private final UUID tenantId;
    private final Queue<Sized<T>> items = new ArrayDeque<>();
    private long credit;
    private long waitingBytes;

    /** Something that waits, and what it costs its tenant. */
    record Sized<T>(T item, int bytes) {}

    Flow(UUID tenantId) {
        this.tenantId = tenantId;
    }

    UUID tenantId() {
        return tenantId;
    }

    void add(Sized<T> item) {
        items.add(item);
        waitingBytes += item.bytes();
    }

    /** What came first; there is something. Paid for. */
    Sized<T> remove() {
        Sized<T> next = items.remove();
        waitingBytes -= next.bytes();
        spend(next.bytes());
        return next;
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    /** All that waits, the oldest first. */
    Stream<T> items() {
        return items.stream().map(Sized::item);
    }

    long waitingBytes() {
        return waitingBytes;
    }

    boolean hasCredit() {
        return credit > 0;
    }

    void grant(int bytes) {
        credit += bytes;
    }

    void spend(int bytes) {
        credit -= bytes;
    }
}
