package dev.spillway.worker.redact;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Rewrites what a text says of people, in place: JSON stays the same JSON, a form the same form.
 * Goes through escapes (of URLs, JSON and HTML, up to three layers), through JSON inside of texts
 * and through base64, in any order. Thread-safe.
 */
public final class TextRewriter {

    /** Layers of escapes that are undone: a link inside a link inside a form has three. */
    private static final int ESCAPES = 3;

    /** Texts inside of texts; deeper ones are not looked into. */
    private static final int DEEPEST = 6;

    /** Nothing shorter is an address or a number. */
    private static final int SHORTEST = 5;

    private final Choice choice;

    public TextRewriter(Choice choice) {
        this.choice = choice;
    }

    /** The text; the same one where there is nothing to rewrite. */
    public String rewrite(String text) {
        return rewrite(text, false, 0);
    }

    /** As {@link #rewrite}, of a form or a query, where a plus is a blank. */
    public String rewriteForm(String form) {
        return rewrite(form, true, 0);
    }

    private String rewrite(String text, boolean form, int depth) {
        if (text.length() < SHORTEST || depth > DEEPEST) {
            return text;
        }
        if (JsonLiterals.areIn(text)) {
            return JsonLiterals.rewrite(text, value -> value(value, depth + 1), this::number);
        }
        String plain = Edit.apply(text, edits(text, form));
        return Base64Runs.rewrite(plain, decoded -> value(decoded, depth + 1));
    }

    private String value(String value, int depth) {
        String whole = choice.whole(value);
        return whole == null ? rewrite(value, false, depth) : whole;
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

    private List<Edit> edits(String text, boolean form) {
        List<Edit> edits = new ArrayList<>();
        View plain = View.of(text);
        read(plain, edits);
        unescaped(plain, false, edits);
        if (form) {
            unescaped(plain, true, edits);
            fields(text, edits);
        }
        if (text.toLowerCase(Locale.ROOT).contains("quoted-printable")) {
            View mail = Escapes.quotedPrintable(plain);
            read(mail, edits);
            unescaped(mail, false, edits);
        }
        return edits;
    }

    private void unescaped(View view, boolean form, List<Edit> edits) {
        View before = view;
        for (int layer = 0; layer < ESCAPES; layer++) {
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
        Edit edit = choice.pick(readings);
        if (edit != null) {
            edits.add(edit);
        }
    }

    /** Values that are somebody as a whole. */
    private void fields(String form, List<Edit> edits) {
        int from = 0;
        while (from < form.length()) {
            int end = form.indexOf('&', from);
            end = end < 0 ? form.length() : end;
            int equals = form.indexOf('=', from, end);
            if (equals >= from) {
                String whole = choice.whole(decoded(form.substring(equals + 1, end)));
                if (whole != null) {
                    edits.add(new Edit(equals + 1, end, whole));
                }
            }
            from = end + 1;
        }
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }
}
