package dev.spillway.localcloud.junit;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A server started when first asked for. A start that failed fails again at once: thirty test
 * classes do not each wait for the same time-out.
 */
final class Shared<T extends AutoCloseable> {

    private final Supplier<T> start;
    private @Nullable T server;
    private @Nullable RuntimeException failure;

    Shared(Supplier<T> start) {
        this.start = start;
    }

    synchronized T get() {
        if (failure != null) {
            throw new IllegalStateException(failure.getMessage(), failure);
        }
        if (server == null) {
            try {
                server = start.get();
            } catch (RuntimeException e) {
                failure = e;
                throw e;
            }
        }
        return server;
    }

    synchronized void close() {
        if (server == null) {
            return;
        }
        try {
            server.close();
        } catch (Exception e) {
            throw new IllegalStateException("A server did not stop", e);
        } finally {
            server = null;
        }
    }
}
