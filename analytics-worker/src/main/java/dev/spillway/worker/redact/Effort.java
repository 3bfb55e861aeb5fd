package dev.spillway.worker.redact;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What it takes to look through one text, in hashes and in what costs as much. A few kilobytes can
 * inflate to millions of places where an address might begin, and a search that is held up by them
 * loses its turn, again and again. To be used by one thread.
 */
final class Effort {

    /** Some seconds; twice what 16 MiB of JSON have in texts of ten characters. */
    static final long MOST = 8_000_000;

    private final AtomicLong total;
    private long spent;

    /**
     * An effort.
     *
     * @param total to which it adds
     */
    Effort(AtomicLong total) {
        this.total = total;
    }

    void spend(long hashes) {
        spent += hashes;
        total.addAndGet(hashes);
        if (spent > MOST) {
            throw new UnsearchableException("more than " + MOST + " possible addresses");
        }
    }
}
