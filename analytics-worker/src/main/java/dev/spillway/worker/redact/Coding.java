package dev.spillway.worker.redact;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A content coding (RFC 9110, 8.4.1) that can be undone and done again; of zstd with the window of
 * 8 MiB that RFC 9659 allows.
 */
@SuppressWarnings("ImmutableEnumChecker") // what its constants are given has no state
enum Coding {
    GZIP(GZIPInputStream::new, GZIPOutputStream::new, "gzip", "x-gzip"),
    DEFLATE(InflaterInputStream::new, DeflaterOutputStream::new, "deflate"),
    ZSTD(in -> new ZstdInputStream(in).setLongMax(23), ZstdOutputStream::new, "zstd");

    /** What normalisers inflate too; a body that inflates past this is a bomb. */
    static final int MAX_BYTES = 16 * 1024 * 1024;

    private final Reading reading;
    private final Writing writing;
    private final List<String> names;

    Coding(Reading reading, Writing writing, String... names) {
        this.reading = reading;
        this.writing = writing;
        this.names = List.of(names);
    }

    /** By the header's value; empty where nobody here knows it. */
    static Optional<Coding> of(String contentEncoding) {
        String name = contentEncoding.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(coding -> coding.names.contains(name)).findFirst();
    }

    /** Whether the header says that there is none. */
    static boolean isNone(String contentEncoding) {
        String name = contentEncoding.strip();
        return name.isEmpty() || name.equalsIgnoreCase("identity");
    }

    /**
     * The body without it; empty where it is not what it says.
     *
     * @throws UnsearchableException if it inflates past {@value #MAX_BYTES} bytes
     */
    Optional<byte[]> inflated(byte[] body) {
        byte[] inflated;
        try (InputStream in = reading.open(new ByteArrayInputStream(body))) {
            inflated = in.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            return Optional.empty();
        }
        if (inflated.length > MAX_BYTES) {
            throw new UnsearchableException("inflates past " + MAX_BYTES + " bytes");
        }
        return Optional.of(inflated);
    }

    byte[] deflated(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = writing.open(bytes)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail so
        }
        return bytes.toByteArray();
    }

    private interface Reading {
        InputStream open(InputStream in) throws IOException;
    }

    private interface Writing {
        OutputStream open(OutputStream out) throws IOException;
    }
}
