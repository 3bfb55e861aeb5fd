package dev.spillway.localcloud.queue;

import dev.spillway.localcloud.queue.LogRecord.MessageAdded;
import dev.spillway.localcloud.queue.LogRecord.MessageDelivered;
import dev.spillway.localcloud.queue.LogRecord.MessageRemoved;
import dev.spillway.localcloud.queue.LogRecord.QueueGone;
import dev.spillway.localcloud.queue.LogRecord.QueueKept;
import dev.spillway.localcloud.queue.LogRecord.QueuePurged;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.elasticmq.BinaryMessageAttribute;
import org.elasticmq.DeduplicationId;
import org.elasticmq.MessageAttribute;
import org.elasticmq.MessageContent;
import org.elasticmq.NeverReceived$;
import org.elasticmq.NumberMessageAttribute;
import org.elasticmq.StringMessageAttribute;
import org.elasticmq.TracingId;
import org.elasticmq.actor.queue.InternalMessage;
import org.elasticmq.persistence.CreateQueueMetadata;
import org.elasticmq.persistence.DeadLettersQueue;
import org.elasticmq.util.OffsetDateTimeUtil;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.collection.immutable.Map$;
import scala.collection.mutable.ArrayBuffer;
import scala.jdk.javaapi.CollectionConverters;

/** Reads the record at a buffer's position, and leaves the buffer behind it. */
final class RecordReader {

    /** A number of seconds that is not said. */
    static final long NONE = -1;

    private final ByteBuffer from;

    private RecordReader(ByteBuffer from) {
        this.from = from;
    }

    static LogRecord read(ByteBuffer from) {
        return new RecordReader(from).record();
    }

    private LogRecord record() {
        return switch (RecordKind.of(from.get())) {
            case QUEUE_KEPT -> new QueueKept(queue());
            case QUEUE_GONE -> new QueueGone(text());
            case MESSAGE_ADDED -> new MessageAdded(text(), message());
            case MESSAGE_DELIVERED -> new MessageDelivered(key(), delivery());
            case MESSAGE_REMOVED -> new MessageRemoved(key());
            case QUEUE_PURGED -> new QueuePurged(text());
        };
    }

    private MessageKey key() {
        return new MessageKey(text(), text());
    }

    private CreateQueueMetadata queue() {
        return new CreateQueueMetadata(
                text(),
                seconds(),
                seconds(),
                seconds(),
                from.getLong(),
                from.getLong(),
                deadLetters(),
                flag(),
                flag(),
                option(),
                option(),
                scalaMap(tags()));
    }

    private Option<Object> seconds() {
        long seconds = from.getLong();
        return seconds == NONE ? Option.empty() : Option.apply(seconds);
    }

    private Option<DeadLettersQueue> deadLetters() {
        Option<String> name = option();
        int maxReceiveCount = from.getInt();
        return name.map(behind -> new DeadLettersQueue(behind, maxReceiveCount));
    }

    private Map<String, String> tags() {
        Map<String, String> tags = new HashMap<>();
        for (int count = from.getInt(); count > 0; count--) {
            tags.put(text(), text());
        }
        return tags;
    }

    private InternalMessage message() {
        InternalMessage message =
                new InternalMessage(
                        text(),
                        new ArrayBuffer<>(),
                        0,
                        new MessageContent(text()),
                        scalaMap(attributes()),
                        OffsetDateTimeUtil.ofEpochMilli(from.getLong()),
                        from.getInt(),
                        NeverReceived$.MODULE$,
                        0,
                        flag(),
                        option(),
                        option().map(DeduplicationId::new),
                        option().map(TracingId::new),
                        option(),
                        option());
        delivery().applyTo(message);
        return message;
    }

    private Map<String, MessageAttribute> attributes() {
        Map<String, MessageAttribute> attributes = new HashMap<>();
        for (int count = from.getInt(); count > 0; count--) {
            attributes.put(text(), attribute());
        }
        return attributes;
    }

    private MessageAttribute attribute() {
        AttributeKind kind = AttributeKind.of(from.get());
        String value = text();
        Option<String> type = option();
        return switch (kind) {
            case STRING -> new StringMessageAttribute(value, type);
            case NUMBER -> new NumberMessageAttribute(value, type);
            case BINARY -> BinaryMessageAttribute.fromBase64(value, type);
        };
    }

    private Delivery delivery() {
        return new Delivery(from.getLong(), from.getInt(), from.getLong(), textOrNull());
    }

    private boolean flag() {
        return from.get() != 0;
    }

    private Option<String> option() {
        return Option.apply(textOrNull());
    }

    private String text() {
        return Objects.requireNonNull(textOrNull());
    }

    private @Nullable String textOrNull() {
        int length = from.getInt();
        if (length < 0) {
            return null;
        }
        byte[] utf8 = new byte[length];
        from.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static <V> scala.collection.immutable.Map<String, V> scalaMap(Map<String, V> map) {
        return Map$.MODULE$.from(CollectionConverters.asScala(map));
    }
}
