package dev.spillway.worker.drain;

import dev.spillway.worker.pace.Pace;
import dev.spillway.worker.turn.Turns;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes batches in turn and stores them, as many at a time as the database bears. Group commit:
 * what comes while a batch is written is the next one, and one more is written beside it only where
 * that would be full or has waited too long. So small batches are few.
 */
final class Writer implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

    private final Turns<Delivery> turns;
    private final Pace pace;
    private final Duration patience;
    private final Store store;

    /** Where a batch goes. */
    interface Store {

        /** Stores some of it or all, and settles what it stored. */
        void store(List<Delivery> batch);

        /** Leaves it to a later delivery. */
        void giveUp(List<Delivery> batch);
    }

    /**
     * @param patience how long what would not fill a batch waits for other writers
     */
    Writer(Turns<Delivery> turns, Pace pace, Duration patience, Store store) {
        this.turns = turns;
        this.pace = pace;
        this.patience = patience;
        this.store = store;
    }

    /** Ends when the turns are closed and the batch in work is settled. */
    @Override
    public void run() {
        try {
            while (writeOne()) {
                // again
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Who has nothing to write does not count among those who do: the pace would not be theirs. */
    private boolean writeOne() throws InterruptedException {
        if (!turns.await(pace::isIdle, patience)) {
            return false;
        }
        pace.begin();
        try {
            List<Delivery> batch = turns.take();
            if (!batch.isEmpty()) {
                store(batch);
            }
            return true;
        } finally {
            pace.end();
        }
    }

    /**
     * Whatever a batch does to its writer, the writer lives, and its messages come again. An error
     * too: else they would stay hidden for as long as this worker runs.
     */
    private void store(List<Delivery> batch) {
        try {
            store.store(batch);
        } catch (RuntimeException | Error e) {
            LOG.error("a batch of {} messages failed", batch.size(), e);
            store.giveUp(batch);
        }
    }
}
