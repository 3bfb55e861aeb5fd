package dev.spillway.worker.redact;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Rewrites texts that stand in base64 (RFC 4648, both alphabets) inside a text, in lines as mail
 * has them or in one piece. What is not readable once it is decoded was none.
 */
final class Base64Runs {

    /** Shorter ones hold no address. */
    private static final int SHORTEST = 8;

    /** Only full lines go on in the next one; mail's have 76 characters, PEM's 64. */
    private static final int SHORTEST_LINE = 60;

    private final String text;
    private final UnaryOperator<String> decoded;
    private final Edits edits;

    private Base64Runs(String text, UnaryOperator<String> decoded) {
        this.text = text;
        this.decoded = decoded;
        this.edits = new Edits(text);
    }

    static String rewrite(String text, UnaryOperator<String> decoded) {
        return new Base64Runs(text, decoded).rewrite();
    }

    private String rewrite() {
        int at = 0;
        while (at < text.length()) {
            int end = endOfLine(at);
            at = end == at ? at + 1 : run(at, end);
        }
        return edits.result();
    }

    private int endOfLine(int from) {
        int end = from;
        while (end < text.length() && isBase64(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isBase64(char c) {
        return (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || c == '+'
                || c == '/'
                || c == '-'
                || c == '_';
    }

    /** One run, over several lines where its first is full. */
    private int run(int from, int firstEnd) {
        int length = firstEnd - from;
        int end = firstEnd;
        String lineBreak = lineBreak(end);
        while (length >= SHORTEST_LINE
                && !lineBreak.isEmpty()
                && text.startsWith(lineBreak, end)
                && endOfLine(end + lineBreak.length()) > end + lineBreak.length()) {
            int next = end + lineBreak.length();
            end = endOfLine(next);
            if (end - next != length) {
                break;
            }
        }
        int padded = end;
        while (padded < text.length() && text.charAt(padded) == '=' && padded < end + 2) {
            padded++;
        }
        if (padded - from >= SHORTEST) {
            String run = text.substring(from, padded);
            String piece = piece(run, length, lineBreak);
            if (!piece.equals(run)) {
                edits.make(new Edit(from, padded, piece));
            }
        }
        return padded;
    }

    private String lineBreak(int at) {
        return text.startsWith("\r\n", at) ? "\r\n" : text.startsWith("\n", at) ? "\n" : "";
    }

    private String piece(String run, int lineLength, String lineBreak) {
        boolean lines = !lineBreak.isEmpty() && run.contains(lineBreak);
        String inOne = lines ? run.replace(lineBreak, "") : run;
        Optional<String> rewritten = rewritten(inOne);
        if (rewritten.isEmpty()) {
            return lines ? run : bySlashes(run);
        }
        if (rewritten.get().equals(inOne)) {
            return run;
        }
        return lines ? broken(rewritten.get(), lineLength, lineBreak) : rewritten.get();
    }

    /** A path's parts look like one run. */
    private String bySlashes(String run) {
        if (run.indexOf('/') < 0) {
            return run;
        }
        StringBuilder joined = new StringBuilder(run.length());
        int from = 0;
        for (int slash = run.indexOf('/'); from <= run.length(); ) {
            int end = slash < 0 ? run.length() : slash;
            String part = run.substring(from, end);
            joined.append(rewritten(part).orElse(part)).append(slash < 0 ? "" : "/");
            from = end + 1;
            slash = run.indexOf('/', from);
        }
        return joined.toString();
    }

    /** Empty where it is no text in base64; itself where there is nothing to rewrite. */
    private Optional<String> rewritten(String run) {
        if (run.length() < SHORTEST) {
            return Optional.empty();
        }
        boolean url = run.indexOf('-') >= 0 || run.indexOf('_') >= 0;
        return plain(run, url)
                .map(plain -> {
                    String rewritten = decoded.apply(plain);
                    return rewritten.equals(plain)
                            ? run
                            : encoded(rewritten, url, run.length() % 4 == 0);
                });
    }

    private static Optional<String> plain(String run, boolean url) {
        try {
            byte[] bytes = (url ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(run);
            return Utf8.is(bytes)
                    ? Optional.of(new String(bytes, StandardCharsets.UTF_8))
                            .filter(Base64Runs::isReadable)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String encoded(String plain, boolean url, boolean padded) {
        Base64.Encoder encoder = url ? Base64.getUrlEncoder() : Base64.getEncoder();
        return (padded ? encoder : encoder.withoutPadding())
                .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isReadable(String plain) {
        return plain.chars().allMatch(c -> c >= ' ' || c == '\t' || c == '\r' || c == '\n');
    }

    private static String broken(String run, int lineLength, String lineBreak) {
        StringBuilder lines = new StringBuilder(run.length() + run.length() / 16);
        for (int from = 0; from < run.length(); from += lineLength) {
            lines.append(from == 0 ? "" : lineBreak)
                    .append(run, from, Math.min(run.length(), from + lineLength));
        }
        return lines.toString();
    }
}
