package dev.spillway.worker.sql;

import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An {@code INSERT} of many rows. Thread-safe.
 *
 * <p>It comes in sizes of powers of two, so that a connection prepares few statements, each once,
 * and whatever number of rows there is takes few of them.
 */
public final class Insert {

    /**
     * In one statement. Twice that many, of each size one, is what a connection keeps prepared, and
     * the driver half a kilobyte of heap for each of their values.
     */
    static final int MOST_ROWS = 128;

    private final String into;
    private final String tuple;
    private final String otherwise;
    private final Map<Integer, String> bySize = new ConcurrentHashMap<>();

    private Insert(String into, String tuple, String otherwise) {
        this.into = into;
        this.tuple = tuple;
        this.otherwise = otherwise;
    }

    /**
     * Rows with those columns.
     *
     * @param into an {@code INSERT INTO table (columns)} or {@code INSERT IGNORE INTO}. IGNORE also
     *     turns an error in the data into a warning, so it is only for columns of fixed length
     *     whose values cannot be wrong
     */
    public static Insert of(String into) {
        long columns = into.chars().filter(c -> c == ',').count() + 1;
        String tuple = "(" + String.join(",", Collections.nCopies((int) columns, "?")) + ")";
        return new Insert(into, tuple, "");
    }

    /** The same, which updates the row whose key is taken. */
    public Insert onDuplicateKey(String update) {
        return new Insert(into, tuple, " ON DUPLICATE KEY UPDATE " + update);
    }

    /** For so many rows. */
    String sql(int rows) {
        return bySize.computeIfAbsent(
                rows,
                size ->
                        into
                                + " VALUES "
                                + String.join(",", Collections.nCopies(size, tuple))
                                + otherwise);
    }
}
