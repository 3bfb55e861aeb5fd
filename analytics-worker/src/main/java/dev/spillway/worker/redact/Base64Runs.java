package dev.spillway.worker.redact;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites texts that stand in base64 inside a text, behind escapes or as they are, in lines as
 * mail has them or in one piece, and leaves them as they were escaped and broken.
 */
final class Base64Runs {

    /** Shorter ones hold no address. */
    private static final int SHORTEST = 7;

    /** To decode so many characters costs about as much as a hash. */
    private static final int DECODING = 64;

    private final String text;
    private final Script script;
    private final Characters characters;
    private final Base64Lines lines;
    private final Base64Lines asItStands;
    private final Effort effort;
    private final UnaryOperator<String> decoded;
    private final Edits edits;

    private Base64Runs(String text, Script script, Effort effort, UnaryOperator<String> decoded) {
        this.text = text;
        this.script = script;
        this.characters = new Characters(text, script, effort);
        this.lines = new Base64Lines(text, characters);
        this.asItStands = new Base64Lines(text, new Characters(text, Script.ESCAPED, effort));
        this.effort = effort;
        this.decoded = decoded;
        this.edits = new Edits(text);
    }

    /**
     * The text rewritten.
     *
     * @param decoded what becomes of each text that was in base64
     * @throws UnsearchableException if that takes more than it may
     */
    static String rewrite(String text, Effort effort, UnaryOperator<String> decoded) {
        String rewritten = text;
        for (Script script : Script.of(text)) {
            rewritten = new Base64Runs(rewritten, script, effort, decoded).rewrite();
        }
        return rewritten;
    }

    private String rewrite() {
        int at = 0;
        while (characters.read(at)) {
            if (Base64Lines.isBase64(characters.read())) {
                List<Base64Line> found = lines.from(at);
                at = isItsOwn(found) ? run(found) : found.getLast().end();
            } else {
                at = characters.end();
            }
        }
        return edits.result();
    }

    /** Whether it is not for another script to read them. */
    private boolean isItsOwn(List<Base64Line> found) {
        return switch (script) {
            case MAIL -> !isPaddedAsItStands(found);
            case ESCAPED -> true;
            case PLAIN ->
                    mayEscape(found.getFirst().from() - 1) || mayEscape(found.getLast().end());
        };
    }

    /** A part of a mail that is in base64 is not in quoted-printable. */
    private boolean isPaddedAsItStands(List<Base64Line> found) {
        List<Base64Line> standing = asItStands.from(found.getFirst().from());
        Base64Line last = standing.getLast();
        int padding = last.end() - last.to();
        return last.isPadded()
                && text.startsWith("=", last.to())
                && (Base64Lines.length(standing) + padding) % 4 == 0
                && !isHex(last.end())
                && (padding > 1 || !goesOn(last.end()) || isInFrontOfABoundary(standing));
    }

    /** Whether the sign in front may be the end of a line that goes on in the next. */
    private boolean goesOn(int at) {
        int next = behindLineBreak(at);
        return next > at && next < text.length() && Base64Lines.isBase64(text.charAt(next));
    }

    private boolean isInFrontOfABoundary(List<Base64Line> standing) {
        return text.startsWith("--", behindLineBreak(standing.getLast().end()))
                && Base64Text.of(asItStands.characters(standing)).isPresent();
    }

    private int behindLineBreak(int at) {
        return text.startsWith("\r\n", at) ? at + 2 : text.startsWith("\n", at) ? at + 1 : at;
    }

    private boolean isHex(int at) {
        return at < text.length() && Character.digit(text.charAt(at), 16) >= 0;
    }

    /** Or one that is undone ends there. */
    private boolean mayEscape(int at) {
        return at >= 0
                && at < text.length()
                && (text.charAt(at) == ';' || Script.ESCAPED.mayEscape(text.charAt(at)));
    }

    /**
     * Rewrites lines, of which nothing says whether they are one text: where they are none, or
     * where he is not in it, each may be one of its own.
     *
     * @return up to where they were read
     */
    private int run(List<Base64Line> found) {
        for (List<Base64Line> together : together(found).toList()) {
            Optional<Found> text = find(together);
            if (text.isPresent()) {
                found.stream()
                        .takeWhile(line -> !line.equals(together.getFirst()))
                        .forEach(this::alone);
                Edit edit = text.get().edit();
                if (edit == null) {
                    together.forEach(this::alone);
                } else {
                    edits.make(edit);
                }
                return together.getLast().end();
            }
        }
        List<Base64Line> alone = found.subList(0, Math.max(1, found.size() - 1));
        alone.forEach(this::alone);
        return alone.getLast().end(); // the last one may be another text's first
    }

    /** Something else that is as long may stand in front of them, and anything behind. */
    private static Stream<List<Base64Line>> together(List<Base64Line> found) {
        int size = found.size();
        return Stream.of(0, 1)
                .flatMap(from ->
                        Stream.of(size, size - 1)
                                .filter(to -> to - from > 1)
                                .map(to -> found.subList(from, to)));
    }

    /** Rewrites it, or its parts: those of a path look like one. */
    private void alone(Base64Line line) {
        Optional<Found> whole = find(List.of(line));
        whole.ifPresentOrElse(this::make, () -> lines.parts(line, this::alone));
    }

    private void make(Found found) {
        Edit edit = found.edit();
        if (edit != null) {
            edits.make(edit);
        }
    }

    /**
     * A text in base64.
     *
     * @param edit of it, or null where there is nothing to rewrite
     */
    private record Found(@Nullable Edit edit) {}

    /** Empty where they are no text in base64. */
    private Optional<Found> find(List<Base64Line> together) {
        int length = Base64Lines.length(together);
        if (length < SHORTEST) {
            return Optional.empty();
        }
        effort.spend(length / DECODING);
        return Base64Text.of(lines.characters(together))
                .map(text -> {
                    String rewritten = decoded.apply(text.plain());
                    return new Found(
                            rewritten.equals(text.plain())
                                    ? null
                                    : edit(together, new Base64Text(rewritten, text.url())));
                });
    }

    private Edit edit(List<Base64Line> together, Base64Text rewritten) {
        Base64Line last = together.getLast();
        boolean padded = Base64Lines.length(together) % 4 == 0 || last.isPadded();
        String run = rewritten.encoded(padded);
        Spelling spelling = new Spelling(otherwise(together));
        lines.learn(together, spelling);
        String written = together.size() == 1 ? spelling.of(run) : broken(run, together, spelling);
        return new Edit(together.getFirst().from(), last.end(), written);
    }

    /** Of a mail, what goes over lines or stands alone in its line is a part in base64. */
    private Map<Character, String> otherwise(List<Base64Line> together) {
        boolean quotable = together.size() == 1 && !standsAlone(together.getFirst());
        return script == Script.MAIL && quotable ? Map.of('=', "=3D") : Map.of();
    }

    private boolean standsAlone(Base64Line line) {
        boolean begins = line.from() == 0 || text.charAt(line.from() - 1) == '\n';
        boolean ends = line.end() == text.length() || "\r\n".indexOf(text.charAt(line.end())) >= 0;
        return begins && ends && line.to() - line.from() == line.length();
    }

    private String broken(String run, List<Base64Line> together, Spelling spelling) {
        Base64Line first = together.getFirst();
        String lineBreak = text.substring(first.end(), together.get(1).from());
        StringBuilder broken = new StringBuilder(run.length() + run.length() / 16);
        for (int from = 0; from < run.length(); from += first.length()) {
            int to = Math.min(run.length(), from + first.length());
            broken.append(from == 0 ? "" : lineBreak).append(spelling.of(run.substring(from, to)));
        }
        return broken.toString();
    }
}
