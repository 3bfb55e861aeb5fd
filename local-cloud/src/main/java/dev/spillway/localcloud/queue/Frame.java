package dev.spillway.localcloud.queue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The records of one group on their way to the log, behind a header: how many bytes they are, their
 * checksum, and a checksum of those two. So a frame that a kill cut short is told from one that was
 * damaged: as far as it got it is right.
 */
final class Frame {

    static final int HEADER = 3 * Integer.BYTES;

    /** Outside of the heap, from where the system takes it without another copy. */
    private ByteBuffer bytes = ByteBuffer.allocateDirect(64 * 1024).position(HEADER);

    /** With its header. */
    int size() {
        return bytes.position();
    }

    boolean isEmpty() {
        return size() == HEADER;
    }

    void put(byte value) {
        room(Byte.BYTES).put(value);
    }

    void put(boolean value) {
        put((byte) (value ? 1 : 0));
    }

    void put(int value) {
        room(Integer.BYTES).putInt(value);
    }

    void put(long value) {
        room(Long.BYTES).putLong(value);
    }

    void put(@Nullable String value) {
        if (value == null) {
            put(-1);
            return;
        }
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        room(Integer.BYTES + utf8.length).putInt(utf8.length).put(utf8);
    }

    void put(ByteBuffer record) {
        room(record.remaining()).put(record);
    }

    private ByteBuffer room(int more) {
        if (bytes.remaining() < more) {
            int capacity = Math.max(2 * bytes.capacity(), bytes.position() + more);
            bytes = ByteBuffer.allocateDirect(capacity).put(bytes.flip());
        }
        return bytes;
    }

    /** What is to be written; valid until the frame is cleared. */
    ByteBuffer sealed() {
        ByteBuffer sealed = bytes.duplicate().flip();
        sealed.putInt(0, size() - HEADER);
        sealed.putInt(Integer.BYTES, checksum(sealed, HEADER, size() - HEADER));
        sealed.putInt(2 * Integer.BYTES, headerChecksum(sealed, 0));
        return sealed;
    }

    void clear() {
        bytes.clear().position(HEADER);
    }

    /** The checksum of the first two numbers of a header, which is its third. */
    static int headerChecksum(ByteBuffer bytes, int header) {
        return checksum(bytes, header, 2 * Integer.BYTES);
    }

    static int checksum(ByteBuffer bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(from, length));
        return (int) crc.getValue();
    }
}
