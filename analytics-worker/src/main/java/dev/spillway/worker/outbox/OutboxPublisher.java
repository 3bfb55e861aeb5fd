package dev.spillway.worker.outbox;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/**
 * Publishes the outbox, at least once: a message that was published and whose row could not be
 * marked is published again, under the same id. Several publishers share the rows between them.
 * Thread-safe.
 */
final class OutboxPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxPublisher.class);

    private final OutboxRows rows;
    private final SnsClient sns;
    private final Map<String, String> arns;
    private final TransactionTemplate transaction;
    private final int batch;
    private final Clock clock;

    OutboxPublisher(
            OutboxRows rows,
            SnsClient sns,
            Map<String, String> arns,
            TransactionTemplate transaction,
            int batch,
            Clock clock) {
        this.rows = rows;
        this.sns = sns;
        this.arns = Map.copyOf(arns);
        this.transaction = transaction;
        this.batch = batch;
        this.clock = clock;
    }

    /** Publishes what waits, oldest first, until nothing does; a topic at a time. */
    void publishAll() {
        for (String topic : arns.keySet()) {
            while (publish(topic) == batch) {
                LOG.debug("published {} messages of {}, and there are more", batch, topic);
            }
        }
    }

    /** How many were published. Those behind one that SNS does not take wait with it. */
    private int publish(String topic) {
        Integer published =
                transaction.execute(_ -> {
                    List<OutboxMessage> sent =
                            rows.pending(Set.of(topic), batch).stream()
                                    .takeWhile(this::isSent)
                                    .toList();
                    rows.published(sent, clock.instant());
                    return sent.size();
                });
        return published == null ? 0 : published;
    }

    /** What was sent before one that fails is marked, so that it is not sent each time again. */
    private boolean isSent(OutboxMessage message) {
        try {
            send(message);
            return true;
        } catch (SdkException e) {
            LOG.warn("topic {} waits: {}", message.topic(), e.getClass().getName());
            return false;
        }
    }

    /**
     * The attributes let subscribers filter without reading the message. By the client and not by
     * Spring's template: whose messages have an {@code id} of their own, another at each attempt.
     */
    private void send(OutboxMessage message) {
        String arn = arns.get(message.topic());
        if (arn == null) {
            throw new IllegalStateException("no ARN for topic " + message.topic());
        }
        sns.publish(publish ->
                publish.topicArn(arn)
                        .message(message.payload())
                        .messageAttributes(
                                Map.of(
                                        "id", text(message.id().toString()),
                                        "type", text(message.type()),
                                        "tenantId", text(message.tenantId().toString()))));
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
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
