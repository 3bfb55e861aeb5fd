package dev.spillway.worker.redact;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;

/** Rewrites a request's body under its coding, which it keeps. Thread-safe. */
final class BodyRewriter {

    /** What normalisers inflate too; a body that inflates past this is a bomb. */
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private final TextRewriter texts;

    BodyRewriter(TextRewriter texts) {
        this.texts = texts;
    }

    /** The body; the same array where there is nothing to rewrite. */
    byte[] rewrite(byte[] body, String contentType, String contentEncoding) {
        boolean form =
                contentType
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .startsWith("application/x-www-form-urlencoded");
        return switch (contentEncoding.strip().toLowerCase(Locale.ROOT)) {
            case "gzip", "x-gzip" ->
                    inside(body, form, GZIPInputStream::new, GZIPOutputStream::new);
            case "deflate" ->
                    inside(body, form, InflaterInputStream::new, DeflaterOutputStream::new);
            default -> plain(body, form);
        };
    }

    /** What is not what it says it is, is looked at as it is. */
    private byte[] inside(byte[] body, boolean form, Reading reading, Writing writing) {
        Optional<byte[]> inflated = inflated(body, reading);
        if (inflated.isEmpty()) {
            return plain(body, form);
        }
        byte[] rewritten = plain(inflated.get(), form);
        return Arrays.equals(rewritten, inflated.get()) ? body : deflated(rewritten, writing);
    }

    private static Optional<byte[]> inflated(byte[] body, Reading reading) {
        try (InputStream in = reading.open(new ByteArrayInputStream(body))) {
            byte[] inflated = in.readNBytes(MAX_BYTES + 1);
            return inflated.length > MAX_BYTES ? Optional.empty() : Optional.of(inflated);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static byte[] deflated(byte[] plain, Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = writing.open(bytes)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail so
        }
        return bytes.toByteArray();
    }

    /** A body as a text, no longer compressed. */
    static String readable(byte[] body, String contentEncoding) {
        Optional<byte[]> inflated =
                switch (contentEncoding.strip().toLowerCase(Locale.ROOT)) {
                    case "gzip", "x-gzip" -> inflated(body, GZIPInputStream::new);
                    case "deflate" -> inflated(body, InflaterInputStream::new);
                    default -> Optional.empty();
                };
        byte[] plain = inflated.orElse(body);
        return new String(plain, charset(plain));
    }

    private static Charset charset(byte[] body) {
        return isUtf8(body) ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    }

    private byte[] plain(byte[] body, boolean form) {
        Charset charset = charset(body);
        String text = new String(body, charset);
        String rewritten = form ? texts.rewriteForm(text) : texts.rewrite(text);
        return rewritten.equals(text) ? body : rewritten.getBytes(charset);
    }

    /** Latin 1 gives every byte back as it was, whatever it meant. */
    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private interface Reading {
        InputStream open(InputStream in) throws IOException;
    }

    private interface Writing {
        OutputStream open(OutputStream out) throws IOException;
    }
}
