package dev.spillway.worker.restore;

import java.time.Duration;

/**
 * Lets a process that is told to end finish what it is at: the JVM waits for its hooks, and this one
 * waits for the thread that made it.
 */
final class StopSignal implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Thread hook;

    private StopSignal(Thread hook) {
        this.hook = hook;
    }

    static StopSignal to(Runnable stop) {
        Thread worker = Thread.currentThread();
        Thread hook =
                new Thread(
                        () -> {
                            stop.run();
                            awaitEnd(worker);
                        },
                        "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        return new StopSignal(hook);
    }

    private static void awaitEnd(Thread worker) {
        try {
            worker.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It runs already.
        }
    }
}
