package dev.spillway.worker.erasure;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A table in which somebody may be, gone through in the order of its keys. Its keys are asked for
 * apart from its rows, so that there is a way past a row that nobody can read. Implementations are
 * thread-safe.
 */
interface Searched {

    /** What its rows are called where they are reported. */
    String kind();

    /**
     * Keys of the next rows, no more than a step may hold; none where none are left.
     *
     * @param after the last row that was looked into
     * @param most rows
     */
    List<UUID> rows(Subject subject, UUID after, int most);

    /**
     * The row that a step of one is about, to go past it. Empty where there is no way past: rows
     * that leave the table by being changed come again and again until they are.
     */
    default Optional<UUID> first(Subject subject, UUID after) {
        List<UUID> row = rows(subject, after, 1);
        return row.isEmpty() || rows(subject, row.getFirst(), 1).equals(row)
                ? Optional.empty()
                : Optional.of(row.getFirst());
    }
}
