package dev.spillway.worker.normalise;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/** Undoes a Content-Encoding (RFC 9110, 8.4), up to a size that no vendor's webhook reaches. */
final class Inflating {

    /** A body of the door's limit of 1 MiB that inflates past this is a bomb. */
    static final int MAX_BYTES = 16 * 1024 * 1024;

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

    private static byte[] inflate(Opening opening) throws UnreadablePayloadException {
        try (InputStream in = opening.open()) {
            byte[] plain = in.readNBytes(MAX_BYTES + 1);
            if (plain.length > MAX_BYTES) {
                throw new UnreadablePayloadException("inflates past " + MAX_BYTES + " bytes");
            }
            return plain;
        } catch (IOException e) {
            throw new UnreadablePayloadException("does not inflate");
        }
    }

    private interface Opening {
        InputStream open() throws IOException;
    }
}
