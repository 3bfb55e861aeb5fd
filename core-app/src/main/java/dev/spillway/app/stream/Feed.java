package dev.spillway.app.stream;

import dev.spillway.app.dashboard.Dashboard;
import dev.spillway.app.dashboard.DashboardReader;
import dev.spillway.platform.tenancy.TenantContext;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One tenant's dashboard, looked at by one thread for as long as somebody watches. Viewers wait for
 * something newer than what they have: a slow one skips states and holds nobody up. Thread-safe.
 */
final class Feed implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Feed.class);

    /** A look may take this part of the time at most; on a slow database looks become rarer. */
    private static final int REST = 4;

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    private final UUID tenantId;
    private final DashboardReader reader;
    private final Duration poll;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private @Nullable Dashboard latest;
    private long version;
    private boolean ended;

    Feed(UUID tenantId, DashboardReader reader, Duration poll) {
        this.tenantId = tenantId;
        this.reader = reader;
        this.poll = poll;
    }

    /** Looks until {@link #end}. */
    @Override
    public void run() {
        TenantContext.run(tenantId, this::lookOnAndOn);
    }

    private void lookOnAndOn() {
        boolean over = false;
        while (!over) {
            over = pause(look());
        }
    }

    /** Looks once and returns how long to rest. */
    private Duration look() {
        long start = System.nanoTime();
        try {
            publish(reader.read());
        } catch (RuntimeException e) {
            log.warn("the dashboard of tenant {} could not be read", tenantId, e);
            publishLate();
            return AFTER_FAILURE;
        }
        Duration rest = Duration.ofNanos(REST * (System.nanoTime() - start));
        return rest.compareTo(poll) > 0 ? rest : poll;
    }

    private void publish(Dashboard dashboard) {
        lock.lock();
        try {
            if (!dashboard.equals(latest)) {
                latest = dashboard;
                version++;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void publishLate() {
        lock.lock();
        try {
            if (latest != null) {
                publish(latest.late());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Rests; returns whether the feed has ended meanwhile. */
    private boolean pause(Duration rest) {
        lock.lock();
        try {
            long left = rest.toNanos();
            while (!ended && left > 0) {
                left = changed.awaitNanos(left);
            }
            return ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a state newer than the one a viewer has.
     *
     * @param seen its version, 0 for none
     * @return empty if none came in time or the feed ended
     */
    Optional<State> newerThan(long seen, Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (!ended && version == seen && left > 0) {
                left = changed.awaitNanos(left);
            }
            return latest == null || version == seen
                    ? Optional.empty()
                    : Optional.of(new State(version, latest));
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean hasEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** What the feed showed after so many changes. */
    record State(long version, Dashboard dashboard) {}
}
