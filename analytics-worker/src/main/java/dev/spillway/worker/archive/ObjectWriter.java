package dev.spillway.worker.archive;

import dev.spillway.platform.id.Ids;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Writes messages as one object, in version 1 of the format. Stateless and thread-safe. */
final class ObjectWriter {

    /** The first line of every object; what follows it depends on the version. */
    static final String HEADER = "spillway archive 1\n";

    /** Kind, two ids and two times. */
    static final int FIXED = 1 + 16 + 16 + 8 + 8;

    private ObjectWriter() {}

    static byte[] write(List<ArchivedMessage> messages) {
        int size = messages.stream().mapToInt(ArchivedMessage::size).sum();
        ByteArrayOutputStream object = new ByteArrayOutputStream(size);
        try (DataOutputStream out = new DataOutputStream(new HuffmanGzip(object))) {
            out.write(HEADER.getBytes(StandardCharsets.US_ASCII));
            for (ArchivedMessage message : messages) {
                write(out, record(message));
            }
            out.writeInt(0);
            out.writeInt(messages.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return object.toByteArray();
    }

    private static void write(DataOutputStream out, byte[] record) throws IOException {
        out.writeInt(record.length);
        out.write(record);
        out.writeInt(checksum(record));
    }

    private static byte[] record(ArchivedMessage message) {
        byte[] text = message.text().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(FIXED + text.length)
                .put((byte) message.kind().code())
                .put(Ids.bytes(message.id()))
                .put(Ids.bytes(message.tenantId()))
                .putLong(message.sentAt().toEpochMilli())
                .putLong(message.settledAt().toEpochMilli())
                .put(text)
                .array();
    }

    static int checksum(byte[] record) {
        CRC32C checksum = new CRC32C();
        checksum.update(record);
        return (int) checksum.getValue();
    }

    /**
     * Parcels are deflated already: what is left to win is their base64, and for that Huffman's
     * codes are enough.
     */
    private static final class HuffmanGzip extends GZIPOutputStream {

        private static final int BUFFER = 16 * 1024;

        HuffmanGzip(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setStrategy(Deflater.HUFFMAN_ONLY);
        }
    }
}
