package dev.spillway.worker.dispatch;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives destinations their turns, each on a thread of its own, so many at a time. A destination has
 * one turn at a time, over all workers. Those that did not take what was sent last, and new ones,
 * have a share of the places and no more: however many never answer, those that do will not wait
 * behind them. Thread-safe.
 */
final class Dispatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    /** One place of so many is for those that have to show that they answer. */
    private static final int DOUBTFUL = 4;

    private final DestinationRows destinations;
    private final Round round;
    private final Semaphore answering;
    private final Semaphore doubtful;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * @param atOnce turns at a time, of both kinds together; each has one at least
     */
    Dispatcher(DestinationRows destinations, Round round, int atOnce) {
        this.destinations = destinations;
        this.round = round;
        int share = Math.max(1, atOnce / DOUBTFUL);
        this.doubtful = new Semaphore(share);
        this.answering = new Semaphore(Math.max(1, atOnce - share));
    }

    /** Begins the turns that are due, as far as there are places. Waits for none of them. */
    void beginDue() {
        beginDue(true, answering);
        beginDue(false, doubtful);
    }

    private void beginDue(boolean answers, Semaphore places) {
        int free = places.availablePermits();
        if (free == 0) {
            return;
        }
        for (Destination destination : destinations.due(answers, free)) {
            if (!places.tryAcquire()) {
                return;
            }
            threads.execute(() -> turn(destination, places));
        }
    }

    /** As {@link #beginDue}; a failure is for the next time. */
    void beginDueQuietly(Duration next) {
        try {
            beginDue();
        } catch (RuntimeException e) {
            LOG.warn("tenants wait to be told: {}; next try in {}", e.getClass().getName(), next);
        }
    }

    private void turn(Destination destination, Semaphore places) {
        try {
            if (destinations.take(destination)) {
                destinations.give(destination, round.run(destination));
            }
        } catch (RuntimeException e) {
            // The lease ends by itself, and whoever is next goes on.
            LOG.warn("{} waits to be told: {}", destination, e.getClass().getName());
        } finally {
            places.release();
        }
    }

    /** Lets the attempts that are under way end: they have their deadlines. */
    @Override
    public void close() {
        threads.close();
    }
}
