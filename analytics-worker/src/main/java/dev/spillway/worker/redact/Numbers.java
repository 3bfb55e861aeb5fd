package dev.spillway.worker.redact;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds what may be a telephone number: 7 to 15 digits (E.164), together or in groups, as in {@code
 * +49 (30) 123-456}. Digits that are part of a word are none.
 */
final class Numbers {

    private static final int FEWEST_DIGITS = 7;

    /** With the 00 in front. */
    private static final int MOST_DIGITS = 17;

    /** As many as people write: +33 6 12 34 56 78. */
    private static final int MOST_GROUPS = 6;

    /** As in {@code ) -}. */
    private static final int WIDEST_GAP = 3;

    private final View view;
    private final String text;

    private Numbers(View view) {
        this.view = view;
        this.text = view.text();
    }

    private record Group(int from, int to) {}

    /** Gives the readings of each, the longest first. */
    static void in(View view, Consumer<List<Candidate>> each) {
        new Numbers(view).find(each);
    }

    private void find(Consumer<List<Candidate>> each) {
        List<Group> row = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            if (!isDigit(text.charAt(at))) {
                at++;
                continue;
            }
            Group group = new Group(at, endOfDigits(at));
            if (!row.isEmpty() && !isGap(row.getLast().to(), at)) {
                give(row, each);
                row.clear();
            }
            row.add(group);
            at = group.to();
        }
        give(row, each);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private int endOfDigits(int from) {
        int end = from;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private boolean isGap(int from, int to) {
        if (to - from > WIDEST_GAP) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (" \t.-()".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private void give(List<Group> row, Consumer<List<Candidate>> each) {
        for (int first = 0; first < row.size(); first++) {
            List<Candidate> readings = readings(row, first);
            if (!readings.isEmpty()) {
                each.accept(readings);
            }
        }
    }

    private List<Candidate> readings(List<Group> row, int first) {
        List<Candidate> readings = new ArrayList<>();
        if (isInWord(row.get(first).from() - 1)) {
            return readings;
        }
        StringBuilder digits = new StringBuilder();
        for (Group group : row.subList(first, Math.min(row.size(), first + MOST_GROUPS))) {
            digits.append(text, group.from(), group.to());
            if (digits.length() > MOST_DIGITS) {
                break;
            }
            if (digits.length() >= FEWEST_DIGITS && !isInWord(group.to())) {
                readings.addFirst(
                        view.candidate(number(digits), start(row.get(first)), group.to()));
            }
        }
        return readings;
    }

    /** Without what says that the country comes first. */
    private static String number(StringBuilder digits) {
        return digits.indexOf("00") == 0 ? digits.substring(2) : digits.toString();
    }

    private boolean isInWord(int at) {
        return at >= 0
                && at < text.length()
                && (Character.isLetter(text.charAt(at)) || text.charAt(at) == '_');
    }

    /** With its plus. */
    private int start(Group first) {
        boolean plus = first.from() > 0 && text.charAt(first.from() - 1) == '+';
        return plus ? first.from() - 1 : first.from();
    }
}
