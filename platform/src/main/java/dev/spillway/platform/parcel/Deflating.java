package dev.spillway.platform.parcel;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Raw DEFLATE (RFC 1951), which parcels were written in first; bounded. */
final class Deflating {

    /** No writer packs more than a few MiB; a message that inflates past this is an attack. */
    static final int MAX_INFLATED_BYTES = 64 * 1024 * 1024;

    private static final int BUFFER = 16 * 1024;

    private Deflating() {}

    static byte[] inflate(byte[] deflated) {
        try (Inflater inflater = new Inflater(true)) {
            inflater.setInput(deflated);
            ByteArrayOutputStream out = new ByteArrayOutputStream(deflated.length * 4);
            byte[] buffer = new byte[BUFFER];
            while (!inflater.finished()) {
                int count = inflater.inflate(buffer);
                if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    throw new MalformedParcelException("cut off");
                }
                out.write(buffer, 0, count);
                if (out.size() > MAX_INFLATED_BYTES) {
                    throw new MalformedParcelException(
                            "inflates past " + MAX_INFLATED_BYTES + " bytes");
                }
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw new MalformedParcelException("not deflated", e);
        }
    }
}
