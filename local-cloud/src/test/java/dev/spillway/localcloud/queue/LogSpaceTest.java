package dev.spillway.localcloud.queue;

import static dev.spillway.localcloud.queue.RecordSamples.message;
import static dev.spillway.localcloud.queue.RecordSamples.queue;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.queue.LogRecord.MessageAdded;
import dev.spillway.localcloud.queue.LogRecord.MessageDelivered;
import dev.spillway.localcloud.queue.LogRecord.MessageRemoved;
import dev.spillway.localcloud.queue.LogRecord.QueueKept;
import dev.spillway.localcloud.queue.LogRecord.QueuePurged;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.elasticmq.actor.queue.InternalMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log takes room for what the queues hold, and not for what went through them. */
class LogSpaceTest {

    private static final int SEGMENT = 64 * 1024;

    /** Four segments of no use, one that is written to, one being copied, and some to spare. */
    private static final long BOUND = 8 * SEGMENT;

    private static final String BODY = "x".repeat(1_000);

    @TempDir Path folder;

    private MessageLog log;

    @BeforeEach
    void open() {
        log = MessageLog.open(folder, SEGMENT).log();
        log.append(new QueueKept(queue("q")));
    }

    @Test
    void nothingIsLeftOfWhatWentThrough() throws IOException {
        for (int i = 0; i < 5_000; i++) {
            addAndRemove(i);
            assertThat(bytes()).isLessThan(2 * SEGMENT + 4_096);
        }
        assertThat(reopened().messages("q")).isEmpty();
    }

    /** A dead letter may lie there for days while everything else moves on. */
    @Test
    void messageThatStaysDoesNotHoldBackWhatWentThrough() throws IOException {
        Delivery delivery = new Delivery(9_000, 4, 3_000, "stays#receipt");
        log.append(new MessageAdded("q", message("stays", BODY)));
        log.append(new MessageDelivered(new MessageKey("q", "stays"), delivery));
        for (int i = 0; i < 5_000; i++) {
            addAndRemove(i);
            assertThat(bytes()).isLessThan(BOUND);
        }
        assertThat(new SegmentFiles(folder).file(1)).doesNotExist();

        assertThat(reopened().messages("q"))
                .singleElement()
                .satisfies(stayed -> {
                    assertThat(stayed.content().value()).isEqualTo(BODY);
                    assertThat(Delivery.of(stayed)).isEqualTo(delivery);
                });
    }

    @Test
    void messageThatIsHandedBackForEverTakesNoMoreRoom() throws IOException {
        MessageKey key = new MessageKey("q", "again");
        log.append(new MessageAdded("q", message("again", BODY)));
        for (int i = 0; i < 20_000; i++) {
            log.append(new MessageDelivered(key, new Delivery(i, i, 1, "again#receipt-" + i)));
            log.commit();
        }
        assertThat(bytes()).isLessThan(BOUND);

        assertThat(reopened().messages("q"))
                .singleElement()
                .extracting(InternalMessage::receiveCount)
                .isEqualTo(19_999);
    }

    /** What is copied must not outgrow what it makes room for. */
    @Test
    void manyMessagesThatStayAreCopiedWithMeasure() throws IOException {
        int staying = 500;
        for (int i = 0; i < staying; i++) {
            log.append(new MessageAdded("q", message("stays-" + i, BODY)));
        }
        log.commit();
        for (int i = 0; i < 5_000; i++) {
            addAndRemove(i);
            assertThat(bytes()).isLessThan(3L * staying * BODY.length() + 2 * BOUND);
        }
        assertThat(reopened().messages("q")).hasSize(staying);
    }

    @Test
    void nothingIsLeftOfWhatWasPurged() throws IOException {
        for (int i = 0; i < 5_000; i++) {
            log.append(new MessageAdded("q", message("m" + i, BODY)));
            log.commit();
            if (i % 50 == 0) {
                log.append(new QueuePurged("q"));
                log.commit();
            }
            assertThat(bytes()).isLessThan(BOUND);
        }
        assertThat(reopened().messages("q")).hasSize(49);
    }

    private void addAndRemove(int i) throws IOException {
        log.append(new MessageAdded("q", message("m" + i, BODY)));
        log.commit();
        log.append(new MessageRemoved(new MessageKey("q", "m" + i)));
        log.commit();
    }

    private QueueContents reopened() throws IOException {
        log.close();
        MessageLog.Opened opened = MessageLog.open(folder, SEGMENT);
        opened.log().close();
        return opened.contents();
    }

    private long bytes() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(LogSpaceTest::size).sum();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
