package dev.spillway.worker.erasure;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A table that may tell of somebody, gone through in the order of its keys. Thread-safe. */
interface Testimony {

    /**
     * Looks through the next rows; empty where none are left.
     *
     * @param after the last row that was looked through
     * @param most rows
     */
    Optional<Page> next(Subject subject, UUID after, int most);

    /**
     * What was looked through.
     *
     * @param last row of it
     * @param looked how many rows
     * @param lines what they tell of him, each by the names of its fields
     */
    record Page(UUID last, int looked, List<Map<String, Object>> lines) {}
}
