package dev.spillway.provisioner.outbox;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Publishes what waits in the outbox, one batch in one transaction. Thread-safe. */
@Component
class OutboxPublisher {

    /**
     * What became of a batch.
     *
     * @param published how many the topic took
     * @param refused how many it did not; they wait on
     */
    record Batch(int published, int refused) {

        boolean full() {
            return published + refused == LifecycleTopic.MOST;
        }
    }

    private final OutboxEvents events;
    private final LifecycleTopic topic;
    private final TransactionOperations transactions;
    private final Clock clock;

    OutboxPublisher(
            OutboxEvents events,
            LifecycleTopic topic,
            TransactionOperations transactions,
            Clock clock) {
        this.events = events;
        this.topic = topic;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Publishes the oldest batch that no other instance is publishing. An event counts as published
     * once the topic took it and this transaction committed; whatever fails between is published
     * again.
     */
    Batch publishWaiting() {
        return transactions.execute(
                _ -> publish(events.lockWaiting(Outbox.TOPIC, LifecycleTopic.MOST)));
    }

    private Batch publish(List<OutboxEvent> waiting) {
        if (waiting.isEmpty()) {
            return new Batch(0, 0);
        }
        Set<String> taken = topic.publish(waiting);
        Instant now = clock.instant();
        waiting.stream()
                .filter(event -> taken.contains(event.id().toString()))
                .forEach(event -> event.published(now));
        return new Batch(taken.size(), waiting.size() - taken.size());
    }
}
