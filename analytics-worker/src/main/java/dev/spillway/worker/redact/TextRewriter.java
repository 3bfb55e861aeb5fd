package dev.spillway.worker.redact;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites what a text says of people, in place: JSON stays the same JSON, a form the same form.
 * Goes through escapes (of URLs, JSON and HTML, up to three layers), through JSON inside of texts
 * and through base64, in any order. Thread-safe.
 */
public final class TextRewriter {

    /** Texts inside of texts; deeper ones are not looked into. */
    private static final int DEEPEST = 6;

    /** Nothing shorter is an address or a number. */
    private static final int SHORTEST = 5;

    /** A long text is looked through in pieces of so many characters, not all of it at once. */
    private static final int PIECE = 64 * 1024;

    /**
     * What is seen on either side of a piece: no address is longer, though each of its 320
     * characters stands there as {@code %252540}, in layers of escapes.
     */
    private static final int MARGIN = 8 * 1024;

    /** To find out that something is no JSON costs about as much as so many hashes. */
    private static final int PARSING = 8;

    private final Choice choice;
    private final AtomicLong effort = new AtomicLong();

    public TextRewriter(Choice choice) {
        this.choice = choice;
    }

    /** What looking took until now, in hashes: for who has to be done at some time. */
    public long effort() {
        return effort.get();
    }

    /**
     * The text; the same one where there is nothing to rewrite.
     *
     * @throws UnsearchableException if that would take more than a text may
     */
    public String rewrite(String text) {
        return new Walk(new Effort(effort)).rewrite(text, false, 0);
    }

    /** As {@link #rewrite}, of a form or a query, where a plus is a blank. */
    public String rewriteForm(String form) {
        return new Walk(new Effort(effort)).rewrite(form, true, 0);
    }

    /** Through one text and all that is in it. */
    private final class Walk {

        private final Effort effort;

        Walk(Effort effort) {
            this.effort = effort;
        }

        String rewrite(String text, boolean form, int depth) {
            if (text.length() < SHORTEST || depth > DEEPEST) {
                return text;
            }
            if (isJson(text)) {
                return JsonLiterals.rewrite(text, value -> value(value, depth + 1), this::number);
            }
            UnaryOperator<String> inside = value -> value(value, depth + 1);
            String fields = form ? FormFields.rewrite(text, inside) : text;
            return Base64Runs.rewrite(plain(fields, form), effort, inside);
        }

        private boolean isJson(String text) {
            if (!JsonLiterals.mayBegin(text)) {
                return false;
            }
            effort.spend(PARSING);
            return JsonLiterals.areIn(text);
        }

        private String value(String value, int depth) {
            String whole = whole(value);
            return whole == null ? rewrite(value, false, depth) : whole;
        }

        private @Nullable String whole(String value) {
            effort.spend(1);
            return choice.whole(value);
        }

        /** A number of JSON's own: one with a fraction is nobody's. */
        private String number(String number) {
            if (!number.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
                return number;
            }
            List<Edit> edits = new ArrayList<>();
            Numbers.in(View.of(number), readings -> add(readings, edits));
            return edits.isEmpty() ? number : edits.getFirst().replacement();
        }

        private String plain(String text, boolean form) {
            boolean mail = Escapes.sayQuotedPrintable(text);
            Edits edits = new Edits(text);
            for (int from = 0; from < text.length(); from += PIECE) {
                edits.make(piece(text, from, form, mail));
            }
            return edits.result();
        }

        /** Edits that begin in a piece, found in it and in what stands around it. */
        private List<Edit> piece(String text, int from, boolean form, boolean mail) {
            int begin = Math.max(0, from - MARGIN);
            int end = Math.min(text.length(), from + PIECE + MARGIN);
            return edits(text.substring(begin, end), form, mail).stream()
                    .map(edit -> edit.behind(begin))
                    .filter(edit -> edit.from() >= from && edit.from() < from + PIECE)
                    .toList();
        }

        private List<Edit> edits(String text, boolean form, boolean mail) {
            List<Edit> edits = new ArrayList<>();
            View plain = View.of(text);
            read(plain, edits);
            unescaped(plain, false, edits);
            if (form) {
                unescaped(plain, true, edits);
            }
            if (mail) {
                View readable = Escapes.quotedPrintable(plain);
                read(readable, edits);
                unescaped(readable, false, edits);
            }
            return edits;
        }

        private void unescaped(View view, boolean form, List<Edit> edits) {
            View before = view;
            for (int layer = 0; layer < Escapes.LAYERS; layer++) {
                View after = Escapes.undone(before, form && layer == 0);
                if (after == before) {
                    return;
                }
                read(after, edits);
                before = after;
            }
        }

        private void read(View view, List<Edit> edits) {
            Addresses.in(view, readings -> add(readings, edits));
            Numbers.in(view, readings -> add(readings, edits));
        }

        private void add(List<Candidate> readings, List<Edit> edits) {
            effort.spend(readings.size());
            Edit edit = choice.pick(readings);
            if (edit != null) {
                edits.add(edit);
            }
        }
    }
}
