package dev.spillway.localcloud.queue;

import static dev.spillway.localcloud.queue.RecordSamples.message;
import static dev.spillway.localcloud.queue.RecordSamples.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.localcloud.queue.LogRecord.MessageAdded;
import dev.spillway.localcloud.queue.LogRecord.QueueKept;
import dev.spillway.localcloud.startup.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.elasticmq.actor.queue.InternalMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a kill leaves is mended; what was acknowledged and cannot be read is an error. */
class DamagedLogTest {

    @TempDir Path folder;

    private Path file;
    private int firstGroup;
    private byte[] whole;

    @BeforeEach
    void twoGroups() throws IOException {
        file = new SegmentFiles(folder).file(1);
        try (MessageLog log = MessageLog.open(folder).log()) {
            log.append(new QueueKept(queue("q")));
            log.append(new MessageAdded("q", message("1", "one")));
            log.commit();
            firstGroup = Math.toIntExact(Files.size(file));
            log.append(new MessageAdded("q", message("2", "two")));
            log.append(new MessageAdded("q", message("3", "three")));
            log.commit();
        }
        whole = Files.readAllBytes(file);
    }

    @Test
    void lastGroupThatIsCutAnywhereIsLeftOutAsAWhole() throws IOException {
        for (int length = firstGroup; length < whole.length; length++) {
            onlyFile(Arrays.copyOf(whole, length));

            assertThat(ids()).as("cut at %d", length).containsExactly("1");
        }
    }

    @Test
    void firstFileMayBeCutAnywhereInItsBeginning() throws IOException {
        for (int length = 0; length < LogSegment.START + Frame.HEADER; length++) {
            onlyFile(Arrays.copyOf(whole, length));

            assertThat(ids()).as("cut at %d", length).isEmpty();
        }
    }

    @Test
    void whatIsWrittenBehindACutIsKept() throws IOException {
        onlyFile(Arrays.copyOf(whole, whole.length - 1));
        try (MessageLog log = MessageLog.open(folder).log()) {
            log.append(new MessageAdded("q", message("4", "four")));
            log.commit();
        }

        assertThat(ids()).containsExactly("1", "4");
    }

    @Test
    void everyByteThatChangedIsAnError() throws IOException {
        for (int i = 0; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= 0x10;
            onlyFile(changed);

            assertRefused(file.toString());
        }
    }

    @Test
    void anEndThatIsMissingInAnOlderFileIsAnError() throws IOException {
        for (int length : List.of(0, 3, firstGroup + 3, whole.length - 1)) {
            onlyFile(whole);
            ids(); // begins the next file
            Files.write(file, Arrays.copyOf(whole, length));

            assertRefused(file.toString());
        }
    }

    @Test
    void fileThatIsMissingIsAnError() throws IOException {
        ids();
        ids();
        Path second = new SegmentFiles(folder).file(2);
        Files.delete(second);

        assertRefused(second.toString());
    }

    @Test
    void messagesFromBeforeTheLogAreNotPassedOver() throws IOException {
        Files.createFile(folder.resolve("queues.mv.db"));

        assertRefused("queues.mv.db");
    }

    @Test
    void logIsOpenOnce() throws IOException {
        try (MessageLog _ = MessageLog.open(folder).log()) {
            assertRefused("Another process");
        }
        assertThat(ids()).hasSize(3);
    }

    private void assertRefused(String part) {
        assertThatThrownBy(() -> MessageLog.open(folder))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining(part);
    }

    private void onlyFile(byte[] content) throws IOException {
        for (long number : new SegmentFiles(folder).numbers()) {
            Files.delete(new SegmentFiles(folder).file(number));
        }
        Files.write(file, content);
    }

    private List<String> ids() throws IOException {
        MessageLog.Opened opened = MessageLog.open(folder);
        opened.log().close();
        return opened.contents().messages("q").stream().map(InternalMessage::id).toList();
    }
}
