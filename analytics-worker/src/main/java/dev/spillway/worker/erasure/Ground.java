package dev.spillway.worker.erasure;

import java.util.List;
import java.util.UUID;

/** A table out of which somebody is taken. Implementations are thread-safe. */
interface Ground extends Searched {

    /**
     * Looks into rows, outside of any transaction; the first of them at least. It stops where it
     * has taken as long as a step may.
     */
    Look look(Subject subject, List<UUID> rows);

    /**
     * What was looked into.
     *
     * @param rows at least one
     */
    record Look(List<UUID> rows, Change change) {}

    /** Takes him out of those that hold him, in the caller's transaction. */
    @FunctionalInterface
    interface Change {
        Outcome write();
    }

    /**
     * What became of rows.
     *
     * @param changed how many held him
     * @param unread those that cannot be looked into
     */
    record Outcome(int changed, List<UUID> unread) {

        /** All of them could be read. */
        static Outcome of(int changed) {
            return new Outcome(changed, List.of());
        }
    }
}
