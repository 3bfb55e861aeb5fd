package dev.spillway.worker.normalise;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/** Undoes a Content-Encoding (RFC 9110, 8.4), up to a size that no vendor's webhook reaches. */
final class Inflating {

    /**
     * Past this a body of the door's limit of 1 MiB is a bomb: as many events as are read of one
     * webhook take no more. Every writer may hold one such body.
     */
    static final int MAX_BYTES = 4 * 1024 * 1024;

    private static final int SCRATCH_BYTES = 16 * 1024;

    private Inflating() {}

    static byte[] plain(byte[] body, String contentEncoding) throws UnreadablePayloadException {
        return switch (contentEncoding.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> body;
            case "gzip", "x-gzip" -> inflate(() -> new GZIPInputStream(input(body)));
            case "deflate" -> inflate(() -> new InflaterInputStream(input(body)));
            default -> throw new UnreadablePayloadException("unknown content encoding");
        };
    }

    private static InputStream input(byte[] body) {
        return new ByteArrayInputStream(body);
    }

    /** Twice: what is a bomb is found out before anything is kept of it. */
    private static byte[] inflate(Opening opening) throws UnreadablePayloadException {
        try {
            int size = size(opening);
            try (InputStream in = opening.open()) {
                return in.readNBytes(size);
            }
        } catch (IOException e) {
            throw new UnreadablePayloadException("does not inflate");
        }
    }

    private static int size(Opening opening) throws IOException, UnreadablePayloadException {
        byte[] scratch = new byte[SCRATCH_BYTES];
        int size = 0;
        try (InputStream in = opening.open()) {
            for (int count = in.read(scratch); count >= 0; count = in.read(scratch)) {
                size += count;
                if (size > MAX_BYTES) {
                    throw new UnreadablePayloadException("inflates past " + MAX_BYTES + " bytes");
                }
            }
        }
        return size;
    }

    private interface Opening {
        InputStream open() throws IOException;
    }
}
