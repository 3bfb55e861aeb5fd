package dev.spillway.localcloud.queue;

import dev.spillway.localcloud.queue.LogRecord.MessageAdded;
import dev.spillway.localcloud.queue.LogRecord.MessageDelivered;
import dev.spillway.localcloud.queue.LogRecord.MessageRemoved;
import dev.spillway.localcloud.queue.LogRecord.OfMessage;
import dev.spillway.localcloud.queue.LogRecord.QueueGone;
import dev.spillway.localcloud.queue.LogRecord.QueueKept;
import dev.spillway.localcloud.queue.LogRecord.QueuePurged;
import dev.spillway.localcloud.queue.LogSegment.Place;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elasticmq.persistence.CreateQueueMetadata;
import org.jspecify.annotations.Nullable;

/**
 * What of the log still counts: the queues, and where each of their messages was written. The
 * messages are in the order of their places, so that those of the oldest segment come first. Not
 * thread-safe.
 */
final class LogContents {

    private final Map<String, CreateQueueMetadata> queues = new LinkedHashMap<>();
    private final LinkedHashMap<MessageKey, Stored> messages = new LinkedHashMap<>();
    private long bytes;

    /** A message's place, and that of its last delivery. */
    record Stored(Place message, @Nullable Place delivery) {

        int length() {
            return message.length() + (delivery == null ? 0 : delivery.length());
        }
    }

    Collection<CreateQueueMetadata> queues() {
        return queues.values();
    }

    /** How many bytes of the log count. */
    long bytes() {
        return bytes;
    }

    /** Whether a record would change anything. */
    boolean isNews(LogRecord record) {
        return switch (record) {
            case QueueKept(CreateQueueMetadata queue) -> !queue.equals(queues.get(queue.name()));
            case QueueGone(String queue) -> queues.containsKey(queue);
            case QueuePurged(String queue) -> queues.containsKey(queue);
            case MessageAdded added -> queues.containsKey(added.queue());
            case OfMessage known -> messages.containsKey(known.key());
        };
    }

    /** Takes note of a record that is written there, and is news. */
    void note(LogRecord record, Place place) {
        switch (record) {
            case QueueKept(CreateQueueMetadata queue) -> queues.put(queue.name(), queue);
            case QueueGone(String queue) -> {
                queues.remove(queue);
                purge(queue);
            }
            case QueuePurged(String queue) -> purge(queue);
            case MessageAdded added -> keep(added.key(), new Stored(place, null));
            case MessageDelivered(MessageKey key, Delivery _) -> deliver(key, place);
            case MessageRemoved(MessageKey key) -> drop(key);
        }
    }

    /** The message that was written first of all, when that is in the segment. */
    Optional<Map.Entry<MessageKey, Stored>> firstIn(LogSegment segment) {
        return Optional.ofNullable(messages.firstEntry())
                .filter(first -> first.getValue().message().segment() == segment);
    }

    /** Takes note of a message's place, which is the last. */
    void keep(MessageKey key, Stored stored) {
        drop(key);
        messages.putLast(key, stored);
        stored.message().segment().gain();
        bytes += stored.length();
    }

    private void deliver(MessageKey key, Place place) {
        Stored before = messages.get(key);
        if (before != null) {
            Stored after = new Stored(before.message(), place);
            messages.put(key, after);
            bytes += after.length() - before.length();
        }
    }

    private void drop(MessageKey key) {
        Stored stored = messages.remove(key);
        if (stored != null) {
            stored.message().segment().lose();
            bytes -= stored.length();
        }
    }

    private void purge(String queue) {
        List<MessageKey> gone =
                messages.keySet().stream().filter(key -> key.queue().equals(queue)).toList();
        gone.forEach(this::drop);
    }
}
