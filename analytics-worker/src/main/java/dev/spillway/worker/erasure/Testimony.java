package dev.spillway.worker.erasure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A table that may tell of somebody. Implementations are thread-safe. */
interface Testimony extends Searched {

    /** Reads rows, the first ones of them at least: it stops where what they tell is enough. */
    Page read(Subject subject, List<UUID> rows);

    /**
     * What rows tell, as far as a step holds it in memory: a row of a few kilobytes may tell
     * megabytes. To be used by one thread.
     */
    final class Page {

        /** A piece of an export is this long, but for what its last row tells. */
        private static final long ENOUGH = 4L * 1024 * 1024;

        private final List<Map<String, Object>> lines = new ArrayList<>();
        private final List<UUID> unread = new ArrayList<>();
        private int looked;
        private long length;

        /** Another row was read. */
        void read(List<Map<String, Object>> told) {
            looked++;
            lines.addAll(told);
            told.forEach(line -> length += length(line));
        }

        /** Another row cannot be. */
        void unread(UUID row) {
            looked++;
            unread.add(row);
        }

        private static long length(Map<String, Object> line) {
            return line.values().stream().mapToLong(value -> value.toString().length()).sum();
        }

        boolean isFull() {
            return length >= ENOUGH;
        }

        /** How many rows were looked into. */
        int looked() {
            return looked;
        }

        /** About him, each by the names of its fields. */
        List<Map<String, Object>> lines() {
            return lines;
        }

        List<UUID> unread() {
            return unread;
        }
    }
}
