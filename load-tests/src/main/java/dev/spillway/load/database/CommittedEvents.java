package dev.spillway.load.database;

import java.io.IOException;

/** Events in the rollups: written by the transaction that stores them, and few rows to add up. */
public final class CommittedEvents {

    private CommittedEvents() {}

    /** All tenants' together. */
    public static long count(Database database) throws IOException {
        return database.number("SELECT SUM(events) FROM event_rollup WHERE grain = 'hour'");
    }
}
