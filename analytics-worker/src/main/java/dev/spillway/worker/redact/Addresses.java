package dev.spillway.worker.redact;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds e-mail addresses (RFC 5321's dot-strings, in any alphabet) wherever they stand. Never a
 * part of one: {@code ana@x.example} is not in {@code joana@x.example}, nor in {@code
 * jo-ana@x.example}.
 */
final class Addresses {

    /** What an address may hold and hardly ever does: it may as well be in front of one. */
    private static final String RARE = "!#$%&'*/=?^`{|}~";

    /** What is a part of many addresses. */
    private static final String COMMON = "._+-";

    /** No address is longer (RFC 5321, 4.5.3.1). */
    private static final int LONGEST = 320;

    private final View view;
    private final String text;

    private Addresses(View view) {
        this.view = view;
        this.text = view.text();
    }

    /** Gives the readings of each, the longest first. */
    static void in(View view, Consumer<List<Candidate>> each) {
        new Addresses(view).find(each);
    }

    private void find(Consumer<List<Candidate>> each) {
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
            int begin = begin(at);
            int end = end(at);
            if (begin < at && end > at + 1) {
                each.accept(readings(begin, at, end));
            }
        }
    }

    private int begin(int at) {
        int begin = at;
        int least = Math.max(0, at - LONGEST);
        while (begin > least && isLocal(text.charAt(begin - 1))) {
            begin--;
        }
        return begin;
    }

    private static boolean isLocal(char c) {
        return isWord(c) || COMMON.indexOf(c) >= 0 || RARE.indexOf(c) >= 0;
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || Character.isSurrogate(c) || isMark(c);
    }

    /** An accent that stands beside its letter. */
    private static boolean isMark(char c) {
        return Character.getType(c) == Character.NON_SPACING_MARK;
    }

    private int end(int at) {
        int end = at + 1;
        int most = Math.min(text.length(), at + LONGEST);
        while (end < most && isDomain(text.charAt(end))) {
            end++;
        }
        while (end > at + 1 && !isWord(text.charAt(end - 1))) {
            end--; // the end of a sentence
        }
        return end;
    }

    private static boolean isDomain(char c) {
        return isWord(c) || c == '.' || c == '-';
    }

    private List<Candidate> readings(int begin, int at, int end) {
        List<Candidate> readings = new ArrayList<>();
        boolean first = true; // whether nothing but punctuation stands in front
        for (int from = begin; from < at; from++) {
            char c = text.charAt(from);
            if (first) {
                readings.add(view.candidate(text.substring(from, end), from, end));
            }
            first = RARE.indexOf(c) >= 0 || (first && COMMON.indexOf(c) >= 0);
        }
        return readings;
    }
}
