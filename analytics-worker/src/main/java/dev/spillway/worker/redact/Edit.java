package dev.spillway.worker.redact;

/** A piece of a text and what takes its place. */
record Edit(int from, int to, String replacement) {

    /** The same one in a text of which this one's is a piece. */
    Edit behind(int offset) {
        return new Edit(from + offset, to + offset, replacement);
    }
}
