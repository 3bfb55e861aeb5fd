package dev.spillway.worker.redact;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Undoes one layer of escapes: those of URLs (RFC 3986), JSON (RFC 8259) and HTML all at once,
 * since a piece of text does not say which it is. Reading too much costs nothing: what is looked
 * for is one address, and nothing else becomes that by chance.
 */
final class Escapes {

    /** Layers that are undone: a link inside a link inside a form has three. */
    static final int LAYERS = 3;

    private static final Pattern QUOTED_PRINTABLE =
            Pattern.compile("quoted-printable", Pattern.CASE_INSENSITIVE);

    private static final Map<String, Character> NAMED =
            Map.of(
                    "amp", '&', "lt", '<', "gt", '>', "quot", '"', "apos", '\'', "commat", '@',
                    "period", '.', "plus", '+');

    private static final Map<Character, Character> SHORT =
            Map.of(
                    'n', '\n', 'r', '\r', 't', '\t', 'b', '\b', 'f', '\f', '"', '"', '\\', '\\',
                    '/', '/');

    /** The longest entity that is read, without its ampersand. */
    private static final int ENTITY = 10;

    private final String text;
    private final View.Reader into;

    private Escapes(View view) {
        this.text = view.text();
        this.into = view.reader();
    }

    /**
     * The view without them.
     *
     * @param form whether a plus is a blank
     */
    static View undone(View view, boolean form) {
        return new Escapes(view).undo(form);
    }

    /** The view without those of all layers. */
    static View allUndone(View view) {
        View before = view;
        for (int layer = 0; layer < LAYERS; layer++) {
            View after = undone(before, false);
            if (after == before) {
                break;
            }
            before = after;
        }
        return before;
    }

    /** Whether a text says that some of it is. */
    static boolean sayQuotedPrintable(String text) {
        return QUOTED_PRINTABLE.matcher(text).find();
    }

    /** A piece of mail without the line that ends behind it, and goes on. */
    static String withoutSoftBreak(String piece) {
        int line = piece.endsWith("=\r\n") ? 3 : piece.endsWith("=\n") ? 2 : 0;
        return line == 0 ? piece : withoutSoftBreak(piece.substring(0, piece.length() - line));
    }

    /** The view without those of mail's bodies (RFC 2045, 6.7). */
    static View quotedPrintable(View view) {
        return new Escapes(view).undoQuotedPrintable();
    }

    private View undo(boolean form) {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int end =
                    switch (c) {
                        case '%' -> octets('%', at);
                        case '\\' -> backslash(at);
                        case '&' -> entity(at);
                        case '+' -> form ? put(' ', at, at + 1) : at;
                        default -> at;
                    };
            at = end > at ? end : plain(at);
        }
        return into.view();
    }

    private View undoQuotedPrintable() {
        int at = 0;
        while (at < text.length()) {
            int end = text.charAt(at) == '=' ? softBreak(at) : at;
            end = end == at && text.charAt(at) == '=' ? octets('=', at) : end;
            at = end > at ? end : plain(at);
        }
        return into.view();
    }

    private int plain(int at) {
        into.put(text.charAt(at), at);
        return at + 1;
    }

    private int put(int codePoint, int from, int to) {
        into.putEscaped(codePoint, from, to);
        return to;
    }

    private int softBreak(int at) {
        if (text.startsWith("\r\n", at + 1)) {
            into.skip();
            return at + 3;
        }
        if (text.startsWith("\n", at + 1)) {
            into.skip();
            return at + 2;
        }
        return at;
    }

    /** One character of UTF-8; an octet that begins none is read as Latin 1. */
    private int octets(char mark, int at) {
        int first = octet(mark, at);
        if (first < 0) {
            return at;
        }
        int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC2 ? 1 : 0;
        int codePoint = more == 0 ? first : first & (0x3F >> more);
        for (int i = 1; i <= more; i++) {
            int next = octet(mark, at + 3 * i);
            if (next < 0x80 || next > 0xBF) {
                return put(first, at, at + 3);
            }
            codePoint = (codePoint << 6) | (next & 0x3F);
        }
        boolean valid = Character.isValidCodePoint(codePoint);
        return valid ? put(codePoint, at, at + 3 * (more + 1)) : put(first, at, at + 3);
    }

    /** -1 where there is none. */
    private int octet(char mark, int at) {
        return at < text.length() && text.charAt(at) == mark ? hex(at + 1, at + 3) : -1;
    }

    private int backslash(int at) {
        if (at + 1 >= text.length()) {
            return at;
        }
        char kind = text.charAt(at + 1);
        if (kind == 'u') {
            int unit = hex(at + 2, at + 6);
            return unit < 0 ? at : put(unit, at, at + 6);
        }
        Character meaning = SHORT.get(kind);
        return meaning == null ? at : put(meaning, at, at + 2);
    }

    private int entity(int at) {
        int end = text.indexOf(';', at, Math.min(text.length(), at + ENTITY));
        if (end < 0) {
            return at;
        }
        String name = text.substring(at + 1, end);
        Character named = NAMED.get(name);
        int codePoint = named == null ? numbered(name) : named;
        return codePoint < 0 ? at : put(codePoint, at, end + 1);
    }

    private static int numbered(String name) {
        if (!name.startsWith("#")) {
            return -1;
        }
        boolean hex = name.startsWith("x", 1) || name.startsWith("X", 1);
        try {
            int codePoint = Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
            return Character.isValidCodePoint(codePoint) ? codePoint : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** -1 where there are not only hexadecimal digits. */
    private int hex(int from, int to) {
        if (to > text.length()) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            value = (value << 4) | digit;
        }
        return value;
    }
}
