package dev.spillway.localcloud.queue;

import dev.spillway.localcloud.queue.LogContents.Stored;
import dev.spillway.localcloud.queue.LogRecord.MessageAdded;
import dev.spillway.localcloud.queue.LogRecord.MessageRemoved;
import dev.spillway.localcloud.queue.LogRecord.QueueKept;
import dev.spillway.localcloud.queue.LogSegment.Place;
import dev.spillway.localcloud.startup.Folder;
import dev.spillway.localcloud.startup.StartupException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the queues hold, on disk: a log in segments, to whose end records are appended a group at a
 * time. A segment goes when all messages that were written there have left their queues. While more
 * than half of the log is of no use any more, each group copies some messages of the oldest segment
 * to the end.
 *
 * <p>Not thread-safe, and finished by an {@link IOException}: how much was written is unknown then,
 * and nothing may follow it.
 */
final class MessageLog implements AutoCloseable {

    private static final long SEGMENT = 16L * 1024 * 1024;

    /** So many segments of no use are not worth copying what lies between. */
    private static final int USELESS_SEGMENTS = 4;

    private static final long LEAST_MOVED = 256 * 1024;

    private final Folder folder;
    private final SegmentFiles files;
    private final long segmentSize;
    private final Deque<LogSegment> segments = new ArrayDeque<>();
    private final LogContents contents = new LogContents();
    private final EarlyRemovals early = new EarlyRemovals();
    private final Frame frame = new Frame();
    private long number;

    private MessageLog(Folder folder, long segmentSize) {
        this.folder = folder;
        this.files = new SegmentFiles(folder.path());
        this.segmentSize = segmentSize;
    }

    /** A log, and what was in it when it was opened. */
    record Opened(MessageLog log, QueueContents contents) {}

    /**
     * Opens the log in that folder, or begins it.
     *
     * @throws StartupException when another process has it open, when it is damaged, or when it
     *     cannot be read or written
     */
    static Opened open(Path folder) {
        return open(folder, SEGMENT);
    }

    static Opened open(Path folder, long segmentSize) {
        try {
            Folder owned =
                    Folder.own(folder)
                            .orElseThrow(() ->
                                    new StartupException(
                                            "Another process has the queues in %s open: stop it first"
                                                    .formatted(folder)));
            return new MessageLog(owned, segmentSize).opened();
        } catch (IOException e) {
            throw new StartupException(
                    "The queues in %s cannot be read or written: %s".formatted(folder, e), e);
        }
    }

    private Opened opened() throws IOException {
        try {
            QueueContents read = read(files.numbers());
            roll();
            dropUseless();
            return new Opened(this, read);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private QueueContents read(List<Long> numbers) throws IOException {
        QueueContents read = new QueueContents();
        for (long each : numbers) {
            LogSegment segment = LogSegment.open(files.file(each));
            segments.addLast(segment);
            int whole =
                    SegmentScan.scan(
                            segment,
                            (record, place) -> {
                                if (contents.isNews(record)) {
                                    contents.note(record, place);
                                    read.apply(record);
                                }
                            });
            number = each;
            if (whole < segment.size() || whole == 0) {
                cut(segment, whole, each == numbers.getLast());
            }
        }
        return read;
    }

    /** Takes away what a kill left of the last group, so that the segment is whole next time. */
    private void cut(LogSegment segment, int whole, boolean isLast) throws IOException {
        if (!isLast) {
            throw SegmentScan.damaged(segment, whole, "its end is missing");
        }
        if (whole > 0) {
            segment.truncate(whole);
        } else {
            segments.removeLast().delete();
            number--;
        }
    }

    /** Adds to the group that the next commit writes. */
    void append(LogRecord record) {
        if (record instanceof MessageAdded added && early.take(added.key())) {
            return;
        }
        if (contents.isNews(record)) {
            write(record);
        } else if (record instanceof MessageRemoved removed) {
            early.add(removed.key());
        }
    }

    private void write(LogRecord record) {
        int start = frame.size();
        RecordWriter.write(record, frame);
        contents.note(record, placeFrom(start));
    }

    private Place placeFrom(int start) {
        LogSegment last = segments.getLast();
        return new Place(last, last.size() + start, frame.size() - start);
    }

    /** How many bytes wait for the next commit. */
    int waiting() {
        return frame.size();
    }

    /** Returns when the operating system has the group: a kill no longer takes it away. */
    void commit() throws IOException {
        long group = flush();
        dropUseless();
        move(Math.max(LEAST_MOVED, 2 * group));
        if (segments.getLast().size() >= segmentSize) {
            roll();
        }
    }

    private long flush() throws IOException {
        int size = frame.size();
        if (!frame.isEmpty()) {
            segments.getLast().append(frame.sealed());
            frame.clear();
        }
        return size;
    }

    /** Each segment begins with the queues, so that none before it is needed for them. */
    private void roll() throws IOException {
        segments.addLast(LogSegment.create(files.file(++number)));
        List.copyOf(contents.queues()).forEach(queue -> write(new QueueKept(queue)));
        flush();
    }

    /** The oldest first: what became of a message may only be forgotten after the message. */
    private void dropUseless() throws IOException {
        while (segments.size() > 1 && !segments.getFirst().isNeeded()) {
            segments.removeFirst().delete();
        }
    }

    /** More than a group brings, so that the log does not outgrow what it holds. */
    private void move(long most) throws IOException {
        long moved = 0;
        while (moved < most && segments.size() > 1 && isMostlyUseless()) {
            Optional<Map.Entry<MessageKey, Stored>> first = contents.firstIn(segments.getFirst());
            if (first.isEmpty()) {
                break; // It goes as soon as what was moved is written.
            }
            moved += first.get().getValue().length();
            move(first.get().getKey(), first.get().getValue());
        }
        if (moved > 0) {
            flush();
            dropUseless();
        }
    }

    private void move(MessageKey key, Stored stored) throws IOException {
        Place message = copy(stored.message());
        Place delivery = stored.delivery() == null ? null : copy(stored.delivery());
        contents.keep(key, new Stored(message, delivery));
    }

    private Place copy(Place place) throws IOException {
        ByteBuffer record = place.read();
        int start = frame.size();
        frame.put(record);
        return placeFrom(start);
    }

    private boolean isMostlyUseless() {
        return size() > 2 * contents.bytes() + USELESS_SEGMENTS * segmentSize;
    }

    /** Of all files, in bytes. */
    long size() {
        return segments.stream().mapToLong(LogSegment::size).sum();
    }

    @Override
    public void close() throws IOException {
        try {
            for (LogSegment segment : segments) {
                segment.close();
            }
        } finally {
            folder.close();
        }
    }
}
