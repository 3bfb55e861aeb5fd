package dev.spillway.worker.redact;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text on which edits are made from its beginning to its end; where they overlap they become one,
 * since a part of an address that was left standing could be enough to know somebody by. Copies
 * nothing before the first edit. To be used by one thread.
 */
final class Edits {

    /** What was rewritten may not grow past this, in characters: his address a million times. */
    private static final int LONGEST = 32 * 1024 * 1024;

    private static final Comparator<Edit> ORDER =
            Comparator.comparingInt(Edit::from)
                    .thenComparing(Comparator.comparingInt(Edit::to).reversed());

    private final String text;
    private @Nullable StringBuilder edited;
    private int end;

    Edits(String text) {
        this.text = text;
    }

    /** Makes edits that begin where those before them did, or behind. */
    void make(List<Edit> edits) {
        edits.stream().sorted(ORDER).forEach(this::make);
    }

    void make(Edit edit) {
        if (edit.from() >= end) {
            edited().append(text, end, edit.from()).append(edit.replacement());
        }
        end = Math.max(end, edit.to());
    }

    private StringBuilder edited() {
        StringBuilder into = edited == null ? new StringBuilder(text.length()) : edited;
        if (into.length() > LONGEST) {
            throw new UnsearchableException("rewritten it has more than " + LONGEST);
        }
        edited = into;
        return into;
    }

    /** The text as it is now; the same one where there was no edit. */
    String result() {
        return edited == null ? text : edited.append(text, end, text.length()).toString();
    }
}
