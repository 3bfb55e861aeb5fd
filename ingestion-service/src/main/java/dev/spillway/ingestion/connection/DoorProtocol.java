package dev.spillway.ingestion.connection;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tomcat's HTTP/1.1, with a limit on a request's whole time. Tomcat's own timeouts are between two
 * bytes: whoever sends one byte every few seconds would keep a connection for days, be it in the
 * headers, in the body, between two chunks, or in a rest that is only thrown away.
 *
 * <p>A request that is late has its connection's input shut: whatever waits for bytes then sees
 * their end, and an answer can still leave. Public, with a public constructor, because Tomcat makes
 * it by its name.
 */
public final class DoorProtocol extends Http11NioProtocol {

    private static final Logger log = LoggerFactory.getLogger(DoorProtocol.class);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    /** Those in use, and those that Tomcat keeps for later; it never says which it lets go. */
    private final Set<DoorProcessor> processors =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private volatile Deadlines deadlines =
            new Deadlines(Duration.ofSeconds(10), Duration.ofSeconds(25));
    private @Nullable ScheduledExecutorService timer;

    public DoorProtocol() {}

    public void limit(Deadlines deadlines) {
        this.deadlines = deadlines;
    }

    @Override
    protected Processor createProcessor() {
        DoorProcessor processor = new DoorProcessor(this, getAdapter());
        processors.add(processor);
        return processor;
    }

    @Override
    public void start() throws Exception {
        super.start();
        timer =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofVirtual().name("deadlines").factory());
        long interval = BETWEEN_LOOKS.toMillis();
        var _ = timer.scheduleWithFixedDelay(this::look, interval, interval, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() throws Exception {
        if (timer != null) {
            timer.shutdownNow();
        }
        super.stop();
    }

    /** A throw would end the timer, and with it all deadlines. */
    private void look() {
        try {
            long now = System.nanoTime();
            for (DoorProcessor processor : known()) {
                processor.late(deadlines, now).ifPresent(this::cut);
            }
        } catch (Throwable e) {
            log.error("Deadlines could not be looked at", e);
        }
    }

    private List<DoorProcessor> known() {
        synchronized (processors) {
            return List.copyOf(processors);
        }
    }

    private void cut(SocketWrapperBase<?> connection) {
        if (connection.getSocket() instanceof NioChannel channel) {
            try {
                channel.getIOChannel().shutdownInput();
            } catch (IOException e) {
                log.debug("A late sender had hung up");
            }
        }
    }

    /**
     * Lets no connection outlive its next answer, which says {@code Connection: close}, and hangs
     * up on those that have been idle for so long.
     */
    void drain(Duration idle) {
        setMaxKeepAliveRequests(1);
        Set<SocketWrapperBase<?>> busy = new HashSet<>();
        known().forEach(processor -> processor.busy().ifPresent(busy::add));
        for (SocketWrapperBase<NioChannel> connection : getEndpoint().getConnections()) {
            if (!busy.contains(connection)) {
                connection.setReadTimeout(idle.toMillis());
            }
        }
    }
}
