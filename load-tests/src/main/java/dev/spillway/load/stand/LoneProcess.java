package dev.spillway.load.stand;

import dev.spillway.launcher.home.LauncherException;
import dev.spillway.launcher.process.Health;
import dev.spillway.launcher.process.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A service that is started, timed and stopped by itself, with JVM options of the bench's own. */
public final class LoneProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(5);

    private final Process process;
    private final Duration untilReady;

    private LoneProcess(Process process, Duration untilReady) {
        this.process = process;
        this.untilReady = untilReady;
    }

    /**
     * Returns when its readiness page answers 200.
     *
     * @param command program and arguments, in place of the service's own
     * @throws LauncherException if it ends or is not ready in two minutes
     */
    public static LoneProcess start(Service service, List<String> command, Path log)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(service.environment());
        long start = System.nanoTime();
        Process process = builder.redirectOutput(log.toFile()).start();
        // Whoever interrupts a bench does not want to look for what it left.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "kill"));
        return new LoneProcess(process, awaitReady(service, process, start, log));
    }

    private static Duration awaitReady(Service service, Process process, long start, Path log) {
        while (!Health.of(service.managementPort(), service.healthPath())) {
            Duration passed = Duration.ofNanos(System.nanoTime() - start);
            if (!process.isAlive() || passed.compareTo(PATIENCE) > 0) {
                process.destroyForcibly();
                throw new LauncherException(service.name() + " did not become ready; see " + log);
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** From the start of the process until it was ready. */
    public Duration untilReady() {
        return untilReady;
    }

    /** To be looked at while it runs. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Takes the processors from it until {@link #goOn}. */
    public void rest() {
        signal("STOP");
    }

    /** Ends its rest. */
    public void goOn() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            Process kill =
                    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                            .inheritIO()
                            .start();
            if (kill.waitFor() != 0) {
                throw new LauncherException("SIG" + name + " could not be sent");
            }
        } catch (IOException e) {
            throw new LauncherException("SIG" + name + " could not be sent: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("interrupted", e);
        }
    }

    /** Stops it, and waits until it has written what it writes at its end. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
