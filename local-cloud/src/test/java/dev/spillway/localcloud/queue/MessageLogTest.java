package dev.spillway.localcloud.queue;

import static dev.spillway.localcloud.queue.RecordSamples.message;
import static dev.spillway.localcloud.queue.RecordSamples.messageWithEverything;
import static dev.spillway.localcloud.queue.RecordSamples.queue;
import static dev.spillway.localcloud.queue.RecordSamples.queueWithEverything;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.queue.LogRecord.MessageAdded;
import dev.spillway.localcloud.queue.LogRecord.MessageDelivered;
import dev.spillway.localcloud.queue.LogRecord.MessageRemoved;
import dev.spillway.localcloud.queue.LogRecord.QueueGone;
import dev.spillway.localcloud.queue.LogRecord.QueueKept;
import java.io.IOException;
import java.nio.file.Path;
import org.elasticmq.actor.queue.InternalMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessageLogTest {

    @TempDir Path folder;

    @Test
    void everythingAboutQueuesAndMessagesIsThereAgain() throws IOException {
        InternalMessage message = messageWithEverything("1");
        write(
                new QueueKept(queueWithEverything("q", "q-dlq")),
                new QueueKept(queue("q-dlq")),
                new MessageAdded("q", message),
                new MessageAdded("q-dlq", message("1", "the dead letter keeps its id")));

        QueueContents read = reopened();

        assertThat(read.queues())
                .containsExactly(queueWithEverything("q", "q-dlq"), queue("q-dlq"));
        assertThat(read.messages("q")).containsExactly(message);
        assertThat(read.messages("q-dlq"))
                .extracting(each -> each.content().value())
                .containsExactly("the dead letter keeps its id");
    }

    @Test
    void removedMessageDoesNotComeBack() throws IOException {
        write(
                new QueueKept(queue("q")),
                new MessageAdded("q", message("1", "one")),
                new MessageAdded("q", message("2", "two")));
        write(new MessageRemoved(new MessageKey("q", "1")));

        assertThat(reopened().messages("q")).extracting(InternalMessage::id).containsExactly("2");
    }

    /** ElasticMQ tells of both from threads of its own. */
    @Test
    void messageRemovedBeforeItWasAddedDoesNotComeBack() throws IOException {
        write(
                new QueueKept(queue("q")),
                new MessageRemoved(new MessageKey("q", "1")),
                new MessageAdded("q", message("1", "one")),
                new MessageAdded("q", message("2", "two")));

        assertThat(reopened().messages("q")).extracting(InternalMessage::id).containsExactly("2");
    }

    @Test
    void lastDeliveryIsRemembered() throws IOException {
        MessageKey key = new MessageKey("q", "1");
        write(new QueueKept(queue("q")), new MessageAdded("q", message("1", "one")));
        write(
                new MessageDelivered(key, new Delivery(5_000, 1, 4_000, "1#first")),
                new MessageDelivered(key, new Delivery(9_000, 2, 4_000, "1#second")));

        assertThat(reopened().messages("q"))
                .singleElement()
                .extracting(Delivery::of)
                .isEqualTo(new Delivery(9_000, 2, 4_000, "1#second"));
    }

    /** A delivery that is told after the removal must not bring the message back. */
    @Test
    void deliveryOfAMessageThatIsGoneChangesNothing() throws IOException {
        MessageKey key = new MessageKey("q", "1");
        write(new QueueKept(queue("q")), new MessageAdded("q", message("1", "one")));
        write(
                new MessageRemoved(key),
                new MessageDelivered(key, new Delivery(5_000, 1, 4_000, "1#late")));

        assertThat(reopened().messages("q")).isEmpty();
    }

    @Test
    void queueThatIsDeletedTakesItsMessagesWithIt() throws IOException {
        write(
                new QueueKept(queue("q")),
                new QueueKept(queue("other")),
                new MessageAdded("q", message("1", "one")),
                new MessageAdded("other", message("2", "two")));
        write(new QueueGone("q"));
        write(new MessageAdded("q", message("3", "late")), new QueueKept(queue("q")));

        QueueContents read = reopened();

        assertThat(read.messages("q")).isEmpty();
        assertThat(read.messages("other")).hasSize(1);
    }

    @Test
    void groupThatWasNotCommittedIsNotThere() throws IOException {
        write(new QueueKept(queue("q")));
        try (MessageLog log = MessageLog.open(folder).log()) {
            log.append(new MessageAdded("q", message("1", "one")));
        }

        assertThat(reopened().messages("q")).isEmpty();
    }

    /** Through another process's life each time, as a restart would be. */
    private void write(LogRecord... records) throws IOException {
        try (MessageLog log = MessageLog.open(folder).log()) {
            for (LogRecord record : records) {
                log.append(record);
            }
            log.commit();
        }
    }

    private QueueContents reopened() throws IOException {
        MessageLog.Opened opened = MessageLog.open(folder);
        opened.log().close();
        return opened.contents();
    }
}
