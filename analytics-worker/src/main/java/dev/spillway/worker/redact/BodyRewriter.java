package dev.spillway.worker.redact;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Rewrites a request's body under its coding, which it keeps. Thread-safe. */
final class BodyRewriter {

    private final TextRewriter texts;

    BodyRewriter(TextRewriter texts) {
        this.texts = texts;
    }

    /**
     * The body; the same array where there is nothing to rewrite.
     *
     * @throws UnsearchableException if it cannot be looked into
     */
    byte[] rewrite(byte[] body, String contentType, String contentEncoding) {
        boolean form =
                contentType
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .startsWith("application/x-www-form-urlencoded");
        Optional<Coding> coding = Coding.of(contentEncoding);
        if (coding.isEmpty()) {
            return text(body, form, contentEncoding);
        }
        Optional<byte[]> inflated = coding.get().inflated(body);
        if (inflated.isEmpty()) {
            return text(body, form, contentEncoding);
        }
        byte[] rewritten = plain(inflated.get(), form);
        return Arrays.equals(rewritten, inflated.get()) ? body : coding.get().deflated(rewritten);
    }

    /** What is not what it says it is, is looked at as it is, if that says anything. */
    private byte[] text(byte[] body, boolean form, String contentEncoding) {
        if (!Coding.isNone(contentEncoding) && !Utf8.is(body)) {
            throw new UnsearchableException("a body that does not open");
        }
        return plain(body, form);
    }

    /**
     * A body as a text, no longer compressed.
     *
     * @throws UnsearchableException if it inflates past what a body may
     */
    static String readable(byte[] body, String contentEncoding) {
        byte[] plain =
                Coding.of(contentEncoding).flatMap(coding -> coding.inflated(body)).orElse(body);
        return new String(plain, charset(plain));
    }

    private static Charset charset(byte[] body) {
        return Utf8.is(body) ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    }

    /** Latin 1 gives every byte back as it was, whatever it meant. */
    private byte[] plain(byte[] body, boolean form) {
        Charset charset = charset(body);
        String text = new String(body, charset);
        String rewritten = form ? texts.rewriteForm(text) : texts.rewrite(text);
        return rewritten.equals(text) ? body : rewritten.getBytes(charset);
    }
}
