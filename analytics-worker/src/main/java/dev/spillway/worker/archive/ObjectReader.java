package dev.spillway.worker.archive;

import dev.spillway.platform.id.Ids;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads an object's messages one by one, each checked before it is given out. What is cut off
 * anywhere, or altered, is noticed at the latest where its last message should have come. Not
 * thread-safe.
 */
public final class ObjectReader implements AutoCloseable {

    /**
     * SQS takes a MiB; a damaged length shall not make anybody allocate what it says. UTF-8 of what
     * SQS counts in bytes is no longer than that.
     */
    private static final int LONGEST = 4 * 1024 * 1024;

    private static final int BUFFER = 64 * 1024;

    private final InputStream object;
    private @Nullable DataInputStream in;
    private int read;

    /**
     * @param object is closed with this
     */
    public ObjectReader(InputStream object) {
        this.object = object;
    }

    /**
     * The next message; empty behind the last one.
     *
     * @throws DamagedObjectException if it is not what was written
     * @throws ArchiveFailedException if it cannot be had at present
     */
    public Optional<ArchivedMessage> next() {
        try {
            if (in == null) {
                in = opened();
            }
            return next(in);
        } catch (EOFException e) {
            throw new DamagedObjectException("cut off behind message " + read, e);
        } catch (ZipException e) {
            throw new DamagedObjectException("not deflated behind message " + read, e);
        } catch (IOException e) {
            throw new ArchiveFailedException("an object cannot be read on", e);
        }
    }

    private DataInputStream opened() throws IOException {
        DataInputStream opened =
                new DataInputStream(
                        new BufferedInputStream(new GZIPInputStream(object, BUFFER), BUFFER));
        byte[] header = new byte[ObjectWriter.HEADER.length()];
        opened.readFully(header);
        if (!new String(header, StandardCharsets.US_ASCII).equals(ObjectWriter.HEADER)) {
            throw new DamagedObjectException("no archive of version 1");
        }
        return opened;
    }

    private Optional<ArchivedMessage> next(DataInputStream from) throws IOException {
        int length = from.readInt();
        if (length == 0) {
            end(from);
            return Optional.empty();
        }
        if (length < ObjectWriter.FIXED || length > LONGEST) {
            throw new DamagedObjectException("no length behind message " + read);
        }
        byte[] record = new byte[length];
        from.readFully(record);
        if (from.readInt() != ObjectWriter.checksum(record)) {
            throw new DamagedObjectException("message " + (read + 1) + " was altered");
        }
        read++;
        return Optional.of(message(ByteBuffer.wrap(record)));
    }

    private ArchivedMessage message(ByteBuffer record) {
        ArchivedMessage.Kind kind =
                ArchivedMessage.Kind.of(record.get())
                        .orElseThrow(() ->
                                new DamagedObjectException("message " + read + " is of no kind"));
        UUID id = id(record);
        UUID tenantId = id(record);
        Instant sentAt = Instant.ofEpochMilli(record.getLong());
        Instant settledAt = Instant.ofEpochMilli(record.getLong());
        String text = StandardCharsets.UTF_8.decode(record).toString();
        return new ArchivedMessage(kind, id, tenantId, sentAt, settledAt, text);
    }

    private static UUID id(ByteBuffer record) {
        byte[] id = new byte[16];
        record.get(id);
        return Ids.uuid(id);
    }

    /** Reading to the very end makes gzip compare its own checksum too. */
    private void end(DataInputStream from) throws IOException {
        if (from.readInt() != read) {
            throw new DamagedObjectException("not as many messages as were written");
        }
        if (from.read() >= 0) {
            throw new DamagedObjectException("more than was written");
        }
    }

    @Override
    public void close() {
        try {
            object.close();
        } catch (IOException e) {
            throw new ArchiveFailedException("an object cannot be closed", e);
        }
    }
}
