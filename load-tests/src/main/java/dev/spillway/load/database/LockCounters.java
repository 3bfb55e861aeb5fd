package dev.spillway.load.database;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * What the server counts of transactions in each other's way.
 *
 * @param deadlocks each of which ended one transaction
 * @param waits for a row's lock
 * @param waitMillis all of them together
 */
public record LockCounters(long deadlocks, long waits, long waitMillis) {

    /** Since the server started. */
    public static LockCounters of(Database database) throws IOException {
        Map<String, Long> counts = new HashMap<>();
        database.query(
                "SHOW GLOBAL STATUS WHERE Variable_name IN"
                        + " ('Innodb_deadlocks', 'Innodb_row_lock_waits', 'Innodb_row_lock_time')",
                row -> counts.put(row.getString(1), row.getLong(2)));
        return new LockCounters(
                counts.getOrDefault("Innodb_deadlocks", 0L),
                counts.getOrDefault("Innodb_row_lock_waits", 0L),
                counts.getOrDefault("Innodb_row_lock_time", 0L));
    }

    public LockCounters since(LockCounters before) {
        return new LockCounters(
                deadlocks - before.deadlocks, waits - before.waits, waitMillis - before.waitMillis);
    }
}
