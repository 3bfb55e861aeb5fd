package dev.spillway.worker.drain;

import dev.spillway.worker.archive.Outage;
import java.time.Duration;

/**
 * What keeps the worker from receiving: a database that does not take writes, or an archive that
 * does not take objects. Thread-safe.
 */
record Gates(StallGate database, StallGate archive) {

    /** True as soon as both are open; false if one still is shut after so long. */
    boolean await(Duration atMost) throws InterruptedException {
        return database.await(atMost) && archive.await(atMost);
    }

    /** Shuts the archive's and opens it. */
    Outage archiveOutage() {
        return new Outage() {
            @Override
            public void failed(String why) {
                archive.stalled(why);
            }

            @Override
            public void recovered() {
                archive.recovered();
            }
        };
    }
}
