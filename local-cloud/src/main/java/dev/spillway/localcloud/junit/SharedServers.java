package dev.spillway.localcloud.junit;

import java.util.EnumMap;
import java.util.Map;

/** One set of servers of each kind per JVM, stopped when the JVM ends. */
final class SharedServers {

    private static final Map<Backend, Servers> STARTED = new EnumMap<>(Backend.class);

    private SharedServers() {}

    static synchronized Servers of(Backend backend) {
        if (STARTED.isEmpty()) {
            Runtime.getRuntime().addShutdownHook(new Thread(SharedServers::stop, "stop-cloud"));
        }
        return STARTED.computeIfAbsent(backend, SharedServers::create);
    }

    private static Servers create(Backend backend) {
        return switch (backend) {
            case EMBEDDED -> new EmbeddedServers();
            case DOCKER -> new DockerServers();
            case CONFIGURED -> throw new IllegalArgumentException("Not a place");
        };
    }

    /**
     * Spring closes its cached test contexts in a shutdown hook of its own, beside this one: let
     * their pools and listeners take leave of servers that still answer.
     */
    private static void stop() {
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("Spring"))
                .filter(thread -> thread.getName().endsWith("ShutdownHook"))
                .forEach(SharedServers::awaitEnd);
        synchronized (SharedServers.class) {
            STARTED.values().forEach(Servers::close);
        }
    }

    private static void awaitEnd(Thread thread) {
        try {
            thread.join(30_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
