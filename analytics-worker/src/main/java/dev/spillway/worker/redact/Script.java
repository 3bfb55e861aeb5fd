package dev.spillway.worker.redact;

import java.util.ArrayList;
import java.util.List;

/** What a text's characters are read as, since it does not say what it is. */
enum Script {
    /** Mail's bodies (RFC 2045, 6.7), and in them what {@link #ESCAPED} undoes. */
    MAIL("%\\&="),

    /** With the escapes of URLs, JSON and HTML undone. */
    ESCAPED("%\\&"),

    /** As they stand: what looks like an escape is none. */
    PLAIN("");

    private final String marks;

    Script(String marks) {
        this.marks = marks;
    }

    /**
     * All in which a text may be read, those that undo most first: what stands between two escapes
     * is a part of something longer.
     */
    static List<Script> of(String text) {
        List<Script> scripts = new ArrayList<>(List.of(ESCAPED));
        if (Escapes.sayQuotedPrintable(text) || text.contains("=3D") || text.contains("=3d")) {
            scripts.addFirst(MAIL);
        }
        if (ESCAPED.marks.chars().anyMatch(mark -> text.indexOf(mark) >= 0)) {
            scripts.add(PLAIN);
        }
        return scripts;
    }

    /** Whether an escape may begin with this. */
    boolean mayEscape(char c) {
        return marks.indexOf(c) >= 0;
    }

    /** The view without escapes. */
    View undone(View view) {
        return switch (this) {
            case MAIL -> Escapes.allUndone(Escapes.quotedPrintable(view));
            case ESCAPED -> Escapes.allUndone(view);
            case PLAIN -> view;
        };
    }
}
