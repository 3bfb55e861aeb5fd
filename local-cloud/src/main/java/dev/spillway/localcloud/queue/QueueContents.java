package dev.spillway.localcloud.queue;

import dev.spillway.localcloud.queue.LogRecord.MessageAdded;
import dev.spillway.localcloud.queue.LogRecord.MessageDelivered;
import dev.spillway.localcloud.queue.LogRecord.MessageRemoved;
import dev.spillway.localcloud.queue.LogRecord.QueueGone;
import dev.spillway.localcloud.queue.LogRecord.QueueKept;
import dev.spillway.localcloud.queue.LogRecord.QueuePurged;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.elasticmq.actor.queue.InternalMessage;
import org.elasticmq.persistence.CreateQueueMetadata;

/** The queues with their messages as a log tells them, when it is read from its beginning. */
final class QueueContents {

    private final Map<String, CreateQueueMetadata> queues = new LinkedHashMap<>();
    private final Map<String, Map<String, InternalMessage>> messages = new HashMap<>();

    void apply(LogRecord record) {
        switch (record) {
            case QueueKept(CreateQueueMetadata queue) -> queues.put(queue.name(), queue);
            case QueueGone(String queue) -> {
                queues.remove(queue);
                messages.remove(queue);
            }
            case QueuePurged(String queue) -> messages.remove(queue);
            case MessageAdded(String queue, InternalMessage message) ->
                    of(queue).put(message.id(), message);
            case MessageDelivered(MessageKey key, Delivery delivery) -> {
                InternalMessage message = of(key.queue()).get(key.id());
                if (message != null) {
                    delivery.applyTo(message);
                }
            }
            case MessageRemoved(MessageKey key) -> of(key.queue()).remove(key.id());
        }
    }

    private Map<String, InternalMessage> of(String queue) {
        return messages.computeIfAbsent(queue, _ -> new LinkedHashMap<>());
    }

    Collection<CreateQueueMetadata> queues() {
        return queues.values();
    }

    List<InternalMessage> messages(String queue) {
        return List.copyOf(of(queue).values());
    }
}
