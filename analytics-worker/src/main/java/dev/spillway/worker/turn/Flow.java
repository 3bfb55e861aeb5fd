package dev.spillway.worker.turn;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.UUID;

/** What one tenant has waiting in one lane. Not thread-safe. */
final class Flow<T> {

    private final UUID tenantId;
    private final Queue<Sized<T>> items = new ArrayDeque<>();
    private long credit;

    /** Something that waits, and what it costs its tenant. */
    record Sized<T>(T item, int bytes) {}

    Flow(UUID tenantId) {
        this.tenantId = tenantId;
    }

    UUID tenantId() {
        return tenantId;
    }

    Queue<Sized<T>> items() {
        return items;
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
