package dev.spillway.platform.parcel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/**
 * Reads what {@link ByteSink} wrote; a length that points past the end is refused, not allocated.
 */
final class ByteSource {

    private final byte[] bytes;
    private final int end;
    private int position;

    ByteSource(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.position = start;
        this.end = end;
    }

    UUID uuid() {
        return new UUID(fixed64(), fixed64());
    }

    long fixed64() {
        return ByteBuffer.wrap(bytes).getLong(advance(Long.BYTES));
    }

    int fixed32() {
        return ByteBuffer.wrap(bytes).getInt(advance(Integer.BYTES));
    }

    int varint() {
        int value = 0;
        for (int shift = 0; shift < 32; shift += 7) {
            byte next = bytes[advance(1)];
            value |= (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new MalformedParcelException("number too long");
    }

    /**
     * A count or a length: never more than the bytes that are left, since each item takes one at
     * least.
     */
    int length() {
        int length = varint();
        if (length < 0 || length > end - position) {
            throw new MalformedParcelException("length past the end");
        }
        return length;
    }

    byte[] bytes() {
        int length = length();
        int start = advance(length);
        return Arrays.copyOfRange(bytes, start, start + length);
    }

    String text() {
        int length = length();
        return new String(bytes, advance(length), length, StandardCharsets.UTF_8);
    }

    void expectEnd() {
        if (position != end) {
            throw new MalformedParcelException("bytes after the last webhook");
        }
    }

    private int advance(int count) {
        if (count > end - position) {
            throw new MalformedParcelException("cut off");
        }
        int start = position;
        position += count;
        return start;
    }
}
