package dev.spillway.load.database;

import java.io.IOException;

/**
 * The longest that any of some statements was seen to run: as long as it runs, and until its
 * transaction ends right after it, it holds its locks. MariaDB tells milliseconds in its list of
 * processes. One look after the other; for one thread.
 */
public final class LongestStatement {

    private static final String RUNNING =
            "SELECT MAX(time_ms) FROM information_schema.processlist"
                    + " WHERE command IN ('Query', 'Execute') AND info LIKE ?";

    private final String pattern;
    private volatile double millis;

    /**
     * @param pattern of its text, for {@code LIKE}
     */
    public LongestStatement(String pattern) {
        this.pattern = pattern;
    }

    public void look(Database database) throws IOException {
        double[] now = new double[1];
        database.query(RUNNING, row -> now[0] = row.getDouble(1), pattern);
        millis = Math.max(millis, now[0]);
    }

    /** Not a number where none was seen. */
    public double millis() {
        return millis == 0 ? Double.NaN : millis;
    }
}
