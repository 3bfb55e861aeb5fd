package dev.spillway.worker.redact;

/**
 * A text read character by character, its escapes undone, and without a copy of it: what is read
 * may be as long as a body. To be used by one thread.
 */
final class Characters {

    /** No character is longer, though each of those it stands for is escaped in three layers. */
    private static final int LONGEST = 48;

    /** Stands for what reads as nothing, at the text's end. */
    private static final char NOTHING = '\0';

    private final String text;
    private final Script script;
    private final Effort effort;
    private char read;
    private int end;

    Characters(String text, Script script, Effort effort) {
        this.text = text;
        this.script = script;
        this.effort = effort;
    }

    /** Reads what begins there; false behind the text's end. */
    boolean read(int at) {
        if (at >= text.length()) {
            return false;
        }
        char c = text.charAt(at);
        if (!script.mayEscape(c)) {
            set(c, at + 1);
            return true;
        }
        int octet = c == '%' ? octet(at) : -1;
        if (octet >= 0 && !Script.ESCAPED.mayEscape((char) octet)) {
            set((char) octet, at + 3);
        } else {
            undo(at);
        }
        return true;
    }

    /** What was read. Half of a character beyond ASCII stands for it. */
    char read() {
        return read;
    }

    /** Behind what was read. */
    int end() {
        return end;
    }

    private void set(char c, int behind) {
        read = c;
        end = behind;
    }

    /** -1 where there are not two hexadecimal digits. */
    private int octet(int at) {
        if (at + 2 >= text.length()) {
            return -1;
        }
        int high = Character.digit(text.charAt(at + 1), 16);
        int low = Character.digit(text.charAt(at + 2), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private void undo(int at) {
        effort.spend(1);
        int most = Math.min(text.length(), at + LONGEST);
        View view = script.undone(View.of(text.substring(at, most)));
        if (view.text().isEmpty()) {
            set(NOTHING, most);
        } else {
            String written = text.substring(at, at + view.origin(1));
            set(view.text().charAt(0), at + Escapes.withoutSoftBreak(written).length());
        }
    }
}
