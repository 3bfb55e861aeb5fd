package dev.spillway.worker.outbox;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * Publishes the outbox, at least once: a message that was published and whose row could not be
 * marked is published again, under the same id. Topics take turns, and in a topic tenants do, so
 * that half a million suppressions of one tenant keep back neither another's nor anybody's alerts.
 * Several publishers share the rows between them. Thread-safe.
 */
final class OutboxPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxPublisher.class);

    private final WaitingMessages waiting;
    private final OutboxRows rows;
    private final List<SnsTopic> topics;
    private final TransactionTemplate transaction;
    private final int batch;
    private final Clock clock;

    /** Whose turn was the last one, by topic. */
    private final Map<String, UUID> last = new ConcurrentHashMap<>();

    OutboxPublisher(
            WaitingMessages waiting,
            OutboxRows rows,
            SnsClient sns,
            Map<String, String> arns,
            TransactionTemplate transaction,
            int batch,
            Duration publishTimeout,
            Clock clock) {
        this.waiting = waiting;
        this.rows = rows;
        this.topics =
                arns.entrySet().stream()
                        .map(topic ->
                                new SnsTopic(sns, topic.getKey(), topic.getValue(), publishTimeout))
                        .toList();
        this.transaction = transaction;
        this.batch = batch;
        this.clock = clock;
    }

    /** Publishes what waits, a batch of each topic in turn, until no topic has or takes more. */
    void publishAll() {
        List<SnsTopic> busy = new ArrayList<>(topics);
        while (!busy.isEmpty()) {
            busy.removeIf(topic -> publish(topic) == 0);
        }
    }

    /** How many of a batch the topic took. */
    private int publish(SnsTopic topic) {
        Integer published =
                transaction.execute(_ -> {
                    SnsTopic.Attempt attempt = topic.publish(next(topic.name()));
                    goOnBehind(topic.name(), attempt.tried());
                    rows.published(attempt.taken(), clock.instant());
                    return attempt.taken().size();
                });
        return published == null ? 0 : published;
    }

    /** A batch to which all tenants whose turn it is contribute alike, each his oldest. */
    private List<OutboxMessage> next(String topic) {
        Set<UUID> tenants = inTurn(topic);
        List<OutboxMessage> messages = new ArrayList<>();
        for (UUID tenant : tenants) {
            messages.addAll(waiting.oldest(topic, tenant, batch / tenants.size()));
            last.put(topic, tenant);
        }
        return messages;
    }

    /** Of a slow topic's batch some were not tried: their tenants' turn is still to come. */
    private void goOnBehind(String topic, List<OutboxMessage> tried) {
        if (!tried.isEmpty()) {
            last.put(topic, tried.getLast().tenantId());
        }
    }

    /** Those behind the tenant whose turn was last, and then from the first one on. */
    private Set<UUID> inTurn(String topic) {
        UUID before = last.get(topic);
        Set<UUID> tenants = new LinkedHashSet<>();
        if (before != null) {
            tenants.addAll(waiting.tenantsAfter(before, topic, batch));
        }
        tenants.addAll(waiting.tenants(topic, batch - tenants.size()));
        return tenants;
    }

    /** As {@link #publishAll}; a failure is for the next time. */
    void publishAllQuietly(Duration next) {
        try {
            publishAll();
        } catch (RuntimeException e) {
            LOG.warn("the outbox waits: {}; next try in {}", e.getClass().getName(), next);
        }
    }
}
