package dev.spillway.worker.store;

import dev.spillway.worker.outbox.OutboxRows;
import dev.spillway.worker.rollup.RollupRows;
import dev.spillway.worker.sql.Rows;

/** The way to the database, as a store needs it. */
public record StoreTables(Rows rows, RollupRows rollups, OutboxRows outbox) {

    public StoreTables(Rows rows, RollupRows rollups) {
        this(rows, rollups, new OutboxRows(rows));
    }
}
