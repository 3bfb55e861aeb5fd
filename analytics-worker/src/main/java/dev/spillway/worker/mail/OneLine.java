package dev.spillway.worker.mail;

import java.util.regex.Pattern;

/**
 * Text that somebody else chose, as part of a line: without anything that would end the line, begin
 * a header, or turn the direction in which the rest is read.
 */
final class OneLine {

    /** Long enough for what is said, and far below the 998 bytes of RFC 5322, 2.1.1. */
    private static final int LONGEST = 160;

    /**
     * Controls, line and paragraph separators, and what formats invisibly (bidirectional marks).
     */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+");

    private OneLine() {}

    static String of(String text) {
        return UNSEEN.matcher(text).replaceAll(" ").strip();
    }

    /** Cut where it is longer than anybody reads. */
    static String subject(String text) {
        String line = of(text);
        if (line.codePointCount(0, line.length()) <= LONGEST) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }
}
