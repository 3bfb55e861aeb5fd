package dev.spillway.worker.store;

import dev.spillway.worker.outbox.OutboxMessage;
import java.util.List;

/**
 * What one batch comes to, decided before its rows are written. Every received webhook is in
 * exactly one of {@code stored}, {@code duplicates} and {@code dead}.
 */
record Effect(
        List<Candidate<Received>> stored,
        List<Claims.Lost<Received>> duplicates,
        List<Received> dead,
        List<StoredEvent> events,
        List<OutboxMessage> outbox) {

    int received() {
        return stored.size() + duplicates.size() + dead.size();
    }
}
