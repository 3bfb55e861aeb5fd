package dev.spillway.localcloud.queue;

import dev.spillway.localcloud.queue.LogRecord.MessageAdded;
import dev.spillway.localcloud.queue.LogRecord.MessageDelivered;
import dev.spillway.localcloud.queue.LogRecord.MessageRemoved;
import dev.spillway.localcloud.queue.LogRecord.QueueGone;
import dev.spillway.localcloud.queue.LogRecord.QueueKept;
import dev.spillway.localcloud.queue.LogRecord.QueuePurged;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Status;
import org.elasticmq.QueueData;
import org.elasticmq.actor.queue.OperationSuccessful$;
import org.elasticmq.actor.queue.QueueEvent;
import org.elasticmq.persistence.CreateQueueMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what happens to queues and messages, and says so once it is written. While one group
 * is written the next gathers in the mailbox: the commit that an event asks for comes behind
 * whatever waits there already, so that there is no timer, and no event waits for a later one.
 */
final class LogActor extends AbstractActor {

    private static final Logger LOG = LoggerFactory.getLogger(LogActor.class);

    /** A mailbox may hold more than ought to be written, and kept in memory, at once. */
    private static final int LARGEST_GROUP = 4 * 1024 * 1024;

    private final MessageLog log;
    private final List<ActorRef> waiting = new ArrayList<>();
    private boolean isCommitDue;
    private boolean hasFailed;

    LogActor(MessageLog log) {
        this.log = log;
    }

    private enum Commit {
        NOW
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder()
                .match(
                        QueueEvent.MessageAdded.class,
                        event -> confirm(new MessageAdded(event.queueName(), event.message())))
                .match(
                        QueueEvent.MessageUpdated.class,
                        event ->
                                confirm(
                                        new MessageDelivered(
                                                new MessageKey(
                                                        event.queueName(), event.message().id()),
                                                Delivery.of(event.message()))))
                .match(
                        QueueEvent.MessageRemoved.class,
                        event ->
                                confirm(
                                        new MessageRemoved(
                                                new MessageKey(
                                                        event.queueName(), event.messageId()))))
                .match(QueuePurged.class, this::confirm)
                .match(QueueEvent.QueueCreated.class, event -> note(kept(event.queue())))
                .match(QueueEvent.QueueMetadataUpdated.class, event -> note(kept(event.queue())))
                .match(
                        QueueEvent.QueueDeleted.class,
                        event -> note(new QueueGone(event.queueName())))
                .match(Commit.class, _ -> commit())
                .build();
    }

    /** What nobody waits for, as a queue's new attributes, is written at an orderly end, too. */
    @Override
    public void postStop() {
        if (!hasFailed) {
            commit();
        }
    }

    private static QueueKept kept(QueueData queue) {
        return new QueueKept(CreateQueueMetadata.from(queue));
    }

    private void confirm(LogRecord record) {
        waiting.add(getSender());
        note(record);
    }

    private void note(LogRecord record) {
        try {
            log.append(record);
        } catch (RuntimeException e) {
            fail(e);
            return;
        }
        if (log.waiting() > LARGEST_GROUP) {
            commit();
        } else if (!isCommitDue) {
            isCommitDue = true;
            getSelf().tell(Commit.NOW, getSelf());
        }
    }

    private void commit() {
        isCommitDue = false;
        try {
            log.commit();
        } catch (IOException | RuntimeException e) {
            fail(e);
            return;
        }
        answer(OperationSuccessful$.MODULE$);
    }

    private void answer(Object answer) {
        waiting.forEach(asker -> asker.tell(answer, getSelf()));
        waiting.clear();
    }

    /** For good: a log that is cut off in the middle may be read, and not written on. */
    private void fail(Exception cause) {
        hasFailed = true;
        LOG.error(
                "The queues cannot be written to disk. From now on they confirm nothing: make room or mend the disk, and start again",
                cause);
        answer(new Status.Failure(cause));
        Status.Failure refusal = new Status.Failure(cause);
        getContext()
                .become(
                        receiveBuilder()
                                .match(QueueEvent.class, _ -> getSender().tell(refusal, getSelf()))
                                .match(QueuePurged.class, _ -> getSender().tell(refusal, getSelf()))
                                .matchAny(_ -> {})
                                .build());
    }
}
