package dev.spillway.worker.redact;

import java.util.Arrays;

/**
 * A text as it reads, and where in the source each of its characters comes from, so that what is
 * found in it can be replaced there.
 */
final class View {

    private final String text;
    private final int[] origins;

    private View(String text, int[] origins) {
        this.text = text;
        this.origins = origins;
    }

    /** A text as it stands. */
    static View of(String source) {
        int[] origins = new int[source.length() + 1];
        Arrays.setAll(origins, i -> i);
        return new View(source, origins);
    }

    String text() {
        return text;
    }

    /** Where in the source a character begins; of the one behind the last, where that ends. */
    int origin(int at) {
        return origins[at];
    }

    /** A piece of it as a candidate. */
    Candidate candidate(String reading, int from, int to) {
        return new Candidate(reading, origins[from], origins[to]);
    }

    /** Reads another layer. */
    Reader reader() {
        return new Reader();
    }

    /** Makes the view of a text that is escaped in this one. */
    final class Reader {

        private final StringBuilder read = new StringBuilder(text.length());
        private final int[] starts = new int[text.length() + 1];
        private boolean changed;

        /** A character that came from here. */
        void put(char c, int from) {
            starts[read.length()] = origins[from];
            read.append(c);
        }

        /** A character that stands for several here: never more of them than those. */
        void putEscaped(int codePoint, int from, int to) {
            changed = true;
            char[] units = Character.toChars(codePoint);
            put(units[0], from);
            if (units.length > 1) {
                put(units[1], to); // the second half of a pair takes no room of its own
            }
        }

        /** Something that reads as nothing. */
        void skip() {
            changed = true;
        }

        /** The view; the same one where nothing was escaped. */
        View view() {
            if (!changed) {
                return View.this;
            }
            starts[read.length()] = origins[text.length()];
            return new View(read.toString(), Arrays.copyOf(starts, read.length() + 1));
        }
    }
}
