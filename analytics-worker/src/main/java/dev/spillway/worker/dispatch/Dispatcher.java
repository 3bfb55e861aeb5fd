package dev.spillway.worker.dispatch;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives destinations their turns, each on a thread of its own, so many at a time. A destination has
 * one turn at a time, over all workers; one that fails sits out, so that those which do not answer
 * cannot hold all places for long. Thread-safe.
 */
final class Dispatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final DestinationRows destinations;
    private final Round round;
    private final Semaphore places;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Dispatcher(DestinationRows destinations, Round round, int atOnce) {
        this.destinations = destinations;
        this.round = round;
        this.places = new Semaphore(atOnce);
    }

    /** Begins the turns that are due, as far as there are places. Waits for none of them. */
    void beginDue() {
        int free = places.availablePermits();
        if (free == 0) {
            return;
        }
        for (Destination destination : destinations.due(free)) {
            if (!places.tryAcquire()) {
                return;
            }
            threads.execute(() -> turn(destination));
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

    private void turn(Destination destination) {
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
