package dev.spillway.ingestion.lane;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many doors there are: as many as a host name has addresses, or as configured. Instances share
 * nothing, so this is what they can know of each other; it lags by a look and DNS's own caches. A
 * name that cannot be resolved leaves the number as it was. Thread-safe.
 */
final class Instances implements IntSupplier, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Instances.class);

    private final LaneProperties properties;
    private final Resolver resolver;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofVirtual().name("instances").factory());
    private volatile int seen;
    private boolean failing;

    /** Looks up a host name's addresses. */
    interface Resolver {
        InetAddress[] addresses(String name) throws UnknownHostException;
    }

    Instances(LaneProperties properties, Resolver resolver) {
        this.properties = properties;
        this.resolver = resolver;
        this.seen = properties.instances();
    }

    void start() {
        if (!properties.instancesName().isEmpty()) {
            long interval = properties.instancesInterval().toMillis();
            var _ = timer.scheduleWithFixedDelay(this::look, 0, interval, TimeUnit.MILLISECONDS);
        }
    }

    void look() {
        try {
            see(resolver.addresses(properties.instancesName()).length);
            failing = false;
        } catch (UnknownHostException | RuntimeException e) {
            // The first of a row only: a name that is away stays so for a while.
            if (!failing) {
                failing = true;
                log.warn("{} tells no number of instances", properties.instancesName());
            }
        }
    }

    private void see(int found) {
        int now = Math.max(1, found);
        if (now != seen) {
            log.info("Plans' rates are shared by {} instances now, by {} before", now, seen);
            seen = now;
        }
    }

    @Override
    public int getAsInt() {
        return seen;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
