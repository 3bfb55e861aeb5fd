package dev.spillway.worker.retention;

import dev.spillway.worker.sql.NamedLock;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Goes through the chores, a step of each at a time, and stays with one that is behind for a stint.
 * Of several workers one does it: who holds the database's lock, which ends with his connection.
 */
final class Housekeeping {

    /** Counter: rows deleted, or days dropped. Tags: chore. */
    static final String GONE = "spillway.retention.gone";

    /** Counter: steps that failed and are tried again. Tags: chore. */
    static final String FAILED = "spillway.retention.failed";

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private final NamedLock lock;
    private final List<Chore> chores;
    private final Duration stint;
    private final MeterRegistry registry;

    /**
     * Who keeps house.
     *
     * @param stint how long a turn goes on with a chore that is behind
     */
    Housekeeping(JdbcTemplate jdbc, List<Chore> chores, Duration stint, MeterRegistry registry) {
        this.lock = NamedLock.housekeeping(jdbc);
        this.chores = List.copyOf(chores);
        this.stint = stint;
        this.registry = registry;
    }

    /**
     * A turn of every chore, unless another worker is at it. Throws nothing: the next one is due.
     */
    void run() {
        try {
            boolean _ = lock.runIfFree(() -> chores.forEach(this::turn));
        } catch (RuntimeException e) {
            LOG.warn("housekeeping waits: {}", e.getClass().getName());
        }
    }

    private void turn(Chore chore) {
        long start = System.nanoTime();
        try {
            long gone;
            do {
                gone = chore.step();
                registry.counter(GONE, "chore", chore.name()).increment((double) gone);
            } while (chore.isBehind(gone) && System.nanoTime() - start < stint.toNanos());
        } catch (RuntimeException e) {
            registry.counter(FAILED, "chore", chore.name()).increment();
            LOG.warn("{} is tried again: {}", chore.name(), e.getClass().getName());
        }
    }
}
