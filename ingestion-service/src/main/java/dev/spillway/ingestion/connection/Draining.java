package dev.spillway.ingestion.connection;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The first thing to stop, so that nobody is cut off. When the context closes, readiness is down
 * already; for a while the door goes on taking requests, until whoever spreads the load has
 * noticed, and tells each sender to hang up. Only then the web server stops listening, finishes
 * what is under way and ends.
 */
public final class Draining implements SmartLifecycle {

    /** A connection that was silent for so long is hung up on. */
    private static final Duration IDLE = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(Draining.class);

    private final Duration delay;
    private final List<DoorProtocol> protocols = new CopyOnWriteArrayList<>();
    private volatile boolean running;

    public Draining(Duration delay) {
        this.delay = delay;
    }

    /** Connections of this protocol are drained too. */
    public void add(DoorProtocol protocol) {
        protocols.add(protocol);
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public void stop() {
        throw new UnsupportedOperationException("stops with a callback");
    }

    @Override
    public void stop(Runnable callback) {
        running = false;
        if (delay.isZero()) {
            callback.run();
            return;
        }
        log.info("Taking requests for {} more, until senders have gone elsewhere", delay);
        protocols.forEach(protocol -> protocol.drain(IDLE));
        Thread.ofVirtual().name("draining").start(() -> waitAndThen(callback));
    }

    private void waitAndThen(Runnable callback) {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            callback.run();
        }
    }

    /** Before the web servers: the management port answers for as long as this takes. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
