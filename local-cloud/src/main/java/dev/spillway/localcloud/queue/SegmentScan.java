package dev.spillway.localcloud.queue;

import dev.spillway.localcloud.queue.LogSegment.Place;
import dev.spillway.localcloud.startup.StartupException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.BiConsumer;

/**
 * Reads a segment from its beginning, frame by frame.
 *
 * <p>A process that was killed while it wrote leaves the beginning of a frame at the very end of
 * its last segment. Nobody was told that it was written, so it is left out. Whatever else does not
 * add up was once acknowledged, and is an error: a message must not vanish silently.
 */
final class SegmentScan {

    private final LogSegment segment;
    private final ByteBuffer bytes;
    private final BiConsumer<LogRecord, Place> records;

    private SegmentScan(LogSegment segment, BiConsumer<LogRecord, Place> records)
            throws IOException {
        this.segment = segment;
        this.bytes = segment.read();
        this.records = records;
    }

    /**
     * Hands on every record with its place.
     *
     * @return how many bytes of the segment are whole frames
     * @throws StartupException when the segment is damaged
     */
    static int scan(LogSegment segment, BiConsumer<LogRecord, Place> records) throws IOException {
        SegmentScan scan = new SegmentScan(segment, records);
        return scan.start() ? scan.frames() : 0;
    }

    private boolean start() {
        if (bytes.remaining() < LogSegment.START) {
            return false;
        }
        if (!LogSegment.isMagic(bytes.slice(0, LogSegment.START))) {
            throw damaged(0, "it does not begin as a file of queues does");
        }
        bytes.position(LogSegment.START);
        return true;
    }

    private int frames() {
        while (bytes.remaining() >= Frame.HEADER) {
            int start = bytes.position();
            int length = bytes.getInt();
            int checksum = bytes.getInt();
            if (bytes.getInt() != Frame.headerChecksum(bytes, start)) {
                throw damaged(start, "a header is wrong");
            }
            if (bytes.remaining() < length) {
                return start;
            }
            if (checksum != Frame.checksum(bytes, bytes.position(), length)) {
                throw damaged(start, "a checksum is wrong");
            }
            records(bytes.position() + length);
        }
        return bytes.position();
    }

    private void records(int end) {
        while (bytes.position() < end) {
            int start = bytes.position();
            LogRecord record = RecordReader.read(bytes);
            records.accept(record, new Place(segment, start, bytes.position() - start));
        }
    }

    private StartupException damaged(int offset, String how) {
        return damaged(segment, offset, how);
    }

    static StartupException damaged(LogSegment segment, int offset, String how) {
        return new StartupException(
                "The queues' file %s is damaged at byte %d (%s): bring it back from a copy of the home, or delete the folder and lose the messages in it"
                        .formatted(segment.file(), offset, how));
    }
}
