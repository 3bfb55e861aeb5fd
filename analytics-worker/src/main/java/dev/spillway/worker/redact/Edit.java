package dev.spillway.worker.redact;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A piece of a text and what takes its place. */
record Edit(int from, int to, String replacement) {

    private static final Comparator<Edit> ORDER =
            Comparator.comparingInt(Edit::from)
                    .thenComparing(Comparator.comparingInt(Edit::to).reversed());

    /** The text with all of them made; where they overlap they become one. */
    static String apply(String text, List<Edit> edits) {
        if (edits.isEmpty()) {
            return text;
        }
        StringBuilder edited = new StringBuilder(text.length());
        int end = 0;
        for (Edit edit : merged(edits)) {
            edited.append(text, end, edit.from).append(edit.replacement);
            end = edit.to;
        }
        return edited.append(text, end, text.length()).toString();
    }

    /** A part of an address that was left standing could be enough to know him by. */
    private static List<Edit> merged(List<Edit> edits) {
        List<Edit> merged = new ArrayList<>();
        for (Edit edit : edits.stream().sorted(ORDER).toList()) {
            Edit last = merged.isEmpty() ? null : merged.getLast();
            if (last == null || edit.from >= last.to) {
                merged.add(edit);
            } else if (edit.to > last.to) {
                merged.set(merged.size() - 1, new Edit(last.from, edit.to, last.replacement));
            }
        }
        return merged;
    }
}
