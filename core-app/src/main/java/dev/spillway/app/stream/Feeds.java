package dev.spillway.app.stream;

import dev.spillway.app.dashboard.DashboardReader;
import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.error.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The feeds that are watched. Stops before the web server does, so that open streams do not hold up
 * a shutdown. Thread-safe.
 */
@Component
class Feeds implements SmartLifecycle {

    private final DashboardReader reader;
    private final StreamProperties properties;
    private final Map<UUID, Watched> watched = new HashMap<>();
    private int viewers;
    private boolean running;

    Feeds(DashboardReader reader, StreamProperties properties, MeterRegistry meters) {
        this.reader = reader;
        this.properties = properties;
        meters.gauge("spillway.app.stream.viewers", this, Feeds::viewers);
    }

    /**
     * Begins to watch a tenant.
     *
     * @throws ProblemException 429 if too many do, 503 while the app stops
     */
    synchronized Subscription watch(UUID tenantId) {
        if (!running) {
            throw new ProblemException(ErrorCode.SERVICE_UNAVAILABLE);
        }
        Watched known = watched.get(tenantId);
        if (viewers >= properties.viewers()
                || (known != null && known.viewers() >= properties.viewersPerTenant())) {
            throw new ProblemException(
                    ErrorCode.RATE_EXCEEDED, "Too many live dashboards are open. Close one.");
        }
        Watched next = known == null ? start(tenantId) : known.plus(1);
        watched.put(tenantId, next);
        viewers++;
        return new Subscription(tenantId, next.feed());
    }

    private Watched start(UUID tenantId) {
        Feed feed = new Feed(tenantId, reader, properties.poll());
        Thread.ofVirtual().name("dashboard-" + tenantId).start(feed);
        return new Watched(feed, 1);
    }

    private synchronized void leave(UUID tenantId, Feed feed) {
        viewers--;
        Watched known = watched.get(tenantId);
        if (known == null || known.feed() != feed) {
            return;
        }
        if (known.viewers() > 1) {
            watched.put(tenantId, known.plus(-1));
        } else {
            watched.remove(tenantId);
            feed.end();
        }
    }

    synchronized int viewers() {
        return viewers;
    }

    /** How many tenants are looked at. */
    synchronized int feeds() {
        return watched.size();
    }

    @Override
    public synchronized void start() {
        running = true;
    }

    @Override
    public synchronized void stop() {
        running = false;
        watched.values().forEach(entry -> entry.feed().end());
        watched.clear();
    }

    @Override
    public synchronized boolean isRunning() {
        return running;
    }

    private record Watched(Feed feed, int viewers) {
        Watched plus(int more) {
            return new Watched(feed, viewers + more);
        }
    }

    /** One viewer's place; closed when he leaves. */
    final class Subscription implements AutoCloseable {

        private final UUID tenantId;
        private final Feed feed;
        private Feed.@Nullable State seen;

        private Subscription(UUID tenantId, Feed feed) {
            this.tenantId = tenantId;
            this.feed = feed;
        }

        /** What changed since the last call, everything on the first; empty if nothing did. */
        Optional<Map<String, Object>> next(Duration patience) throws InterruptedException {
            Optional<Feed.State> state =
                    feed.newerThan(seen == null ? 0 : seen.version(), patience);
            return state.map(this::changes);
        }

        private Map<String, Object> changes(Feed.State state) {
            Map<String, Object> changes =
                    state.dashboard().changedSince(seen == null ? null : seen.dashboard());
            seen = state;
            return changes;
        }

        /** Whether nothing was sent yet. */
        boolean isFresh() {
            return seen == null;
        }

        boolean hasEnded() {
            return feed.hasEnded();
        }

        @Override
        public void close() {
            leave(tenantId, feed);
        }
    }
}
