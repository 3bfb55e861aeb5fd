package dev.spillway.worker.erasure;

import java.util.Optional;
import java.util.UUID;

/**
 * A table in which somebody may be, gone through in the order of its keys. Implementations are
 * thread-safe.
 */
interface Ground {

    /**
     * Looks through the next rows, outside of any transaction; empty where none are left.
     *
     * @param after the last row that was looked through
     * @param most rows
     */
    Optional<Slice> next(Subject subject, UUID after, int most);

    /**
     * What was looked through.
     *
     * @param last row of it
     * @param looked how many rows
     * @param change takes him out of those that hold him, in the caller's transaction
     */
    record Slice(UUID last, int looked, Change change) {}

    /** Something to be written, and what it came to. */
    @FunctionalInterface
    interface Change {
        Outcome write();
    }

    /**
     * What became of a slice.
     *
     * @param changed rows that held him
     * @param unread rows that cannot be looked into
     */
    record Outcome(int changed, int unread) {}
}
