package dev.spillway.worker.quarantine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what becomes of refused requests, once it is committed. Thread-safe. */
final class QuarantineMetrics {

    private static final String HELD = "spillway.quarantine.held";
    private static final String DROPPED = "spillway.quarantine.dropped";
    private static final String RELEASED = "spillway.quarantine.released";
    private static final String STILL_HELD = "spillway.quarantine.still.held";
    private static final String UNREADABLE = "spillway.quarantine.unreadable";
    private static final String PURGED = "spillway.quarantine.purged";

    private final MeterRegistry registry;
    private final Counter held;
    private final Counter released;
    private final Counter unreadable;
    private final Counter purged;

    QuarantineMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.held = registry.counter(HELD);
        this.released = registry.counter(RELEASED);
        this.unreadable = registry.counter(UNREADABLE);
        this.purged = registry.counter(PURGED);
    }

    void stored(Stored stored) {
        switch (stored) {
            case HELD -> held.increment();
            case KNOWN -> {}
            case FULL, EXPIRED, ERASED ->
                    registry.counter(DROPPED, "reason", stored.code()).increment();
        }
    }

    void released(int requests) {
        released.increment(requests);
    }

    void stillHeld(String reason) {
        registry.counter(STILL_HELD, "reason", reason).increment();
    }

    void unreadable(int requests) {
        unreadable.increment(requests);
    }

    void purged(int rows) {
        purged.increment(rows);
    }
}
