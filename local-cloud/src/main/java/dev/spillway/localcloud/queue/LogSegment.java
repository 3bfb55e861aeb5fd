package dev.spillway.localcloud.queue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One file of the log. Not thread-safe. */
final class LogSegment implements AutoCloseable {

    /** The file's first bytes: what it is, and the version of what follows. */
    private static final byte[] MAGIC = "SPWQLOG1".getBytes(StandardCharsets.US_ASCII);

    static final int START = MAGIC.length;

    private final Path file;
    private final FileChannel channel;
    private long size;
    private int messages;

    private LogSegment(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        this.size = channel.size();
    }

    /** Where in a segment a record lies. */
    record Place(LogSegment segment, long offset, int length) {

        ByteBuffer read() throws IOException {
            return segment.read(offset, length);
        }
    }

    static LogSegment create(Path file) throws IOException {
        LogSegment segment =
                new LogSegment(
                        file,
                        FileChannel.open(
                                file,
                                StandardOpenOption.CREATE_NEW,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE));
        segment.append(ByteBuffer.wrap(MAGIC));
        return segment;
    }

    static LogSegment open(Path file) throws IOException {
        return new LogSegment(
                file, FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    static boolean isMagic(ByteBuffer start) {
        return start.equals(ByteBuffer.wrap(MAGIC));
    }

    Path file() {
        return file;
    }

    long size() {
        return size;
    }

    /** Returns when the operating system has it all: from then on a kill takes nothing away. */
    void append(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            size += channel.write(bytes);
        }
    }

    ByteBuffer read() throws IOException {
        return read(0, Math.toIntExact(size));
    }

    private ByteBuffer read(long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, offset + bytes.position()) < 0) {
                throw new EOFException(file + " is shorter than it was");
            }
        }
        return bytes.flip();
    }

    void truncate(long length) throws IOException {
        channel.truncate(length);
        size = length;
    }

    void gain() {
        messages++;
    }

    void lose() {
        messages--;
    }

    /** Whether a message that is still in its queue was written here. */
    boolean isNeeded() {
        return messages > 0;
    }

    void delete() throws IOException {
        channel.close();
        Files.delete(file);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
