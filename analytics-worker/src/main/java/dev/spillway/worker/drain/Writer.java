package dev.spillway.worker.drain;

import dev.spillway.worker.pace.Pace;
import dev.spillway.worker.turn.Turns;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes batches in turn and stores them, as many at a time as the database bears. */
final class Writer implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

    private final Turns<Delivery> turns;
    private final Pace pace;
    private final DeliveryStore store;

    Writer(Turns<Delivery> turns, Pace pace, DeliveryStore store) {
        this.turns = turns;
        this.pace = pace;
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

    private boolean writeOne() throws InterruptedException {
        pace.begin();
        try {
            List<Delivery> batch = turns.take();
            if (batch.isEmpty()) {
                return false;
            }
            store(batch);
            return true;
        } finally {
            pace.end();
        }
    }

    /**
     * Whatever a batch does to its writer, the writer lives; its messages come again by themselves.
     */
    private void store(List<Delivery> batch) {
        try {
            store.store(batch);
        } catch (RuntimeException e) {
            LOG.error("a batch of {} messages failed", batch.size(), e);
            store.giveUp(batch);
        }
    }
}
