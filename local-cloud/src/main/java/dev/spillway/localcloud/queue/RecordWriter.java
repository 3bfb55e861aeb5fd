package dev.spillway.localcloud.queue;

import dev.spillway.localcloud.queue.LogRecord.MessageAdded;
import dev.spillway.localcloud.queue.LogRecord.MessageDelivered;
import dev.spillway.localcloud.queue.LogRecord.MessageRemoved;
import dev.spillway.localcloud.queue.LogRecord.QueueGone;
import dev.spillway.localcloud.queue.LogRecord.QueueKept;
import dev.spillway.localcloud.queue.LogRecord.QueuePurged;
import java.util.Map;
import org.elasticmq.BinaryMessageAttribute;
import org.elasticmq.DeduplicationId;
import org.elasticmq.MessageAttribute;
import org.elasticmq.NumberMessageAttribute;
import org.elasticmq.StringMessageAttribute;
import org.elasticmq.TracingId;
import org.elasticmq.actor.queue.InternalMessage;
import org.elasticmq.persistence.CreateQueueMetadata;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/** Writes records as {@link RecordReader} reads them. */
final class RecordWriter {

    private RecordWriter() {}

    static void write(LogRecord record, Frame to) {
        switch (record) {
            case QueueKept(CreateQueueMetadata queue) -> {
                to.put(RecordKind.QUEUE_KEPT.code());
                queue(queue, to);
            }
            case QueueGone(String queue) -> {
                to.put(RecordKind.QUEUE_GONE.code());
                to.put(queue);
            }
            case QueuePurged(String queue) -> {
                to.put(RecordKind.QUEUE_PURGED.code());
                to.put(queue);
            }
            case MessageAdded added -> {
                to.put(RecordKind.MESSAGE_ADDED.code());
                key(added.key(), to);
                message(added.message(), to);
                delivery(Delivery.of(added.message()), to);
            }
            case MessageDelivered(MessageKey key, Delivery delivery) -> {
                to.put(RecordKind.MESSAGE_DELIVERED.code());
                key(key, to);
                delivery(delivery, to);
            }
            case MessageRemoved(MessageKey key) -> {
                to.put(RecordKind.MESSAGE_REMOVED.code());
                key(key, to);
            }
        }
    }

    private static void queue(CreateQueueMetadata queue, Frame to) {
        to.put(queue.name());
        seconds(queue.defaultVisibilityTimeoutSeconds(), to);
        seconds(queue.delaySeconds(), to);
        seconds(queue.receiveMessageWaitSeconds(), to);
        to.put(queue.created());
        to.put(queue.lastModified());
        to.put(orNull(queue.deadLettersQueue().map(behind -> behind.name())));
        to.put(
                (int)
                        queue.deadLettersQueue()
                                .map(behind -> behind.maxReceiveCount())
                                .getOrElse(() -> 0));
        to.put(queue.isFifo());
        to.put(queue.hasContentBasedDeduplication());
        to.put(orNull(queue.copyMessagesTo()));
        to.put(orNull(queue.moveMessagesTo()));
        Map<String, String> tags = CollectionConverters.asJava(queue.tags());
        to.put(tags.size());
        tags.forEach((name, value) -> {
            to.put(name);
            to.put(value);
        });
    }

    private static void seconds(Option<Object> seconds, Frame to) {
        to.put(seconds.isDefined() ? (long) (Long) seconds.get() : RecordReader.NONE);
    }

    private static void key(MessageKey key, Frame to) {
        to.put(key.queue());
        to.put(key.id());
    }

    private static void message(InternalMessage message, Frame to) {
        to.put(message.content().value());
        Map<String, MessageAttribute> attributes =
                CollectionConverters.asJava(message.messageAttributes());
        to.put(attributes.size());
        attributes.forEach((name, value) -> {
            to.put(name);
            attribute(value, to);
        });
        to.put(message.created().toInstant().toEpochMilli());
        to.put(message.orderIndex());
        to.put(message.isFifo());
        to.put(orNull(message.messageGroupId()));
        to.put(orNull(message.messageDeduplicationId().map(DeduplicationId::id)));
        to.put(orNull(message.tracingId().map(TracingId::id)));
        to.put(orNull(message.sequenceNumber()));
        to.put(orNull(message.deadLetterSourceQueueName()));
    }

    private static void attribute(MessageAttribute attribute, Frame to) {
        switch (attribute) {
            case StringMessageAttribute text -> {
                to.put(AttributeKind.STRING.code());
                to.put(text.stringValue());
            }
            case NumberMessageAttribute number -> {
                to.put(AttributeKind.NUMBER.code());
                to.put(number.stringValue());
            }
            case BinaryMessageAttribute binary -> {
                to.put(AttributeKind.BINARY.code());
                to.put(binary.asBase64());
            }
            default ->
                    throw new IllegalArgumentException("No attribute is a " + attribute.getClass());
        }
        to.put(orNull(attribute.customType()));
    }

    private static void delivery(Delivery delivery, Frame to) {
        to.put(delivery.nextDelivery());
        to.put(delivery.receiveCount());
        to.put(delivery.firstReceive());
        to.put(delivery.receipt());
    }

    private static @Nullable String orNull(Option<String> value) {
        return value.isDefined() ? value.get() : null;
    }
}
