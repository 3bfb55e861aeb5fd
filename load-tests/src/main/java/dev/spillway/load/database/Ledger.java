package dev.spillway.load.database;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** What the rollups say that became of everything received. */
public record Ledger(long received, long stored, long duplicates, long deadLetters) {

    /** All tenants' together. */
    public static Ledger of(Database database) throws IOException {
        Map<String, Long> counts = new HashMap<>();
        database.query(
                "SELECT outcome, SUM(webhooks) FROM traffic_rollup WHERE grain = 'hour'"
                        + " GROUP BY outcome",
                row -> counts.put(row.getString(1), row.getLong(2)));
        return new Ledger(
                counts.getOrDefault("received", 0L),
                counts.getOrDefault("stored", 0L),
                counts.getOrDefault("duplicate", 0L),
                counts.getOrDefault("dead_letter", 0L));
    }

    /** Whether all that was received became something. */
    public boolean balances() {
        return received == stored + duplicates + deadLetters;
    }
}
