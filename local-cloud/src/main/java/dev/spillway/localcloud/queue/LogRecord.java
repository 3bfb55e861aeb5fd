package dev.spillway.localcloud.queue;

import org.elasticmq.actor.queue.InternalMessage;
import org.elasticmq.persistence.CreateQueueMetadata;

/** What happened to a queue or to one of its messages, as the log keeps it. */
sealed interface LogRecord {

    /** A queue was made, or is described anew. */
    record QueueKept(CreateQueueMetadata queue) implements LogRecord {}

    /** A queue is gone with all its messages. */
    record QueueGone(String queue) implements LogRecord {}

    /** All messages that a queue had until then are gone; the queue stays. */
    record QueuePurged(String queue) implements LogRecord {}

    /** What concerns one message. */
    sealed interface OfMessage extends LogRecord {

        MessageKey key();
    }

    record MessageAdded(String queue, InternalMessage message) implements OfMessage {

        @Override
        public MessageKey key() {
            return new MessageKey(queue, message.id());
        }
    }

    record MessageDelivered(MessageKey key, Delivery delivery) implements OfMessage {}

    record MessageRemoved(MessageKey key) implements OfMessage {}
}
