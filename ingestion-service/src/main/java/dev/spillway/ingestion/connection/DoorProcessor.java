package dev.spillway.ingestion.connection;

import java.time.Duration;
import java.util.Optional;
import org.apache.coyote.Adapter;
import org.apache.coyote.Constants;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/** One connection's request at a time, as Tomcat has it, and whether it takes too long. */
final class DoorProcessor extends Http11Processor {

    DoorProcessor(DoorProtocol protocol, Adapter adapter) {
        super(protocol, adapter);
    }

    /** The connection of a request that is late; asked from another thread than the request's. */
    Optional<SocketWrapperBase<?>> late(Deadlines deadlines, long now) {
        long started = started();
        Duration limit = inHeaders() ? deadlines.headers() : deadlines.request();
        return started < 0 || now - started <= limit.toNanos()
                ? Optional.empty()
                : connectionOf(started);
    }

    /** The connection of the request under way. */
    Optional<SocketWrapperBase<?>> busy() {
        long started = started();
        return started < 0 ? Optional.empty() : connectionOf(started);
    }

    /**
     * Processors go from connection to connection. Where the request is still the same after the
     * connection was looked up, that was its connection.
     */
    private Optional<SocketWrapperBase<?>> connectionOf(long started) {
        @Nullable SocketWrapperBase<?> connection = getSocketWrapper();
        return connection != null && started() == started
                ? Optional.of(connection)
                : Optional.empty();
    }

    /** Of {@link System#nanoTime()}, negative between two requests. */
    private long started() {
        return getRequest().getStartTimeNanos();
    }

    /** Tomcat's stage is that of an ended request while it waits for more of the headers. */
    private boolean inHeaders() {
        return switch (getRequest().getRequestProcessor().getStage()) {
            case Constants.STAGE_SERVICE, Constants.STAGE_ENDINPUT, Constants.STAGE_ENDOUTPUT ->
                    false;
            default -> true;
        };
    }
}
