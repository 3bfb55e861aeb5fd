package dev.spillway.launcher.process;

import dev.spillway.launcher.home.Home;
import dev.spillway.launcher.home.LauncherException;
import dev.spillway.launcher.home.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Starts processes, waits until they are healthy, and stops them in the opposite order. */
public final class Supervisor {

    private static final Duration START_PATIENCE = Duration.ofMinutes(5);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Home home;
    private final int portBase;
    private final List<Started> started = new ArrayList<>();
    private boolean stopping;

    private record Started(Service service, Process process, Running.Entry entry) {}

    public Supervisor(Home home, int portBase) {
        this.home = home;
        this.portBase = portBase;
        record(false);
    }

    /**
     * Starts a process; its output goes to its log.
     *
     * @return its process id
     * @throws LauncherException if it cannot be started at all
     */
    public synchronized long start(Service service) {
        if (stopping) {
            throw new LauncherException("stopped while starting");
        }
        Path log = home.log(service.name());
        Process process = spawn(service, log);
        started.add(
                new Started(
                        service,
                        process,
                        new Running.Entry(
                                service.name(),
                                process.pid(),
                                Running.startOf(process.toHandle()),
                                service.port(),
                                service.managementPort(),
                                log.toString())));
        record(false);
        return process.pid();
    }

    /**
     * Runs a process that ends by itself.
     *
     * @throws LauncherException if it ends with another exit code than 0
     */
    public void runToEnd(Service service) throws InterruptedException {
        Path log = home.log(service.name());
        Process process = spawn(service, log);
        try {
            if (process.waitFor() != 0) {
                throw new LauncherException(
                        "%s failed: %s (log: %s)"
                                .formatted(service.name(), LogTail.reason(log), log));
            }
        } finally {
            process.destroy();
        }
    }

    private Process spawn(Service service, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command(service)).redirectErrorStream(true);
        builder.environment().putAll(service.environment());
        builder.directory(home.folder().toFile());
        try {
            // The log of the run before stays readable beside the new one.
            if (Files.exists(log)) {
                Files.move(
                        log,
                        log.resolveSibling(service.name() + ".previous.log"),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            return builder.redirectOutput(log.toFile()).start();
        } catch (IOException e) {
            throw new LauncherException(
                    "Cannot start " + service.name() + ": " + e.getMessage(), e);
        }
    }

    /**
     * In a session of its own where the system can: Ctrl-C then reaches the launcher only, which
     * stops the rest in order.
     */
    private static List<String> command(Service service) {
        Path setsid = Path.of("/usr/bin/setsid");
        if (!Files.isExecutable(setsid)) {
            return service.command();
        }
        return Stream.concat(Stream.of(setsid.toString()), service.command().stream()).toList();
    }

    /**
     * Waits until every process that was started is healthy.
     *
     * @throws LauncherException if one ends or does not become healthy in time; the message shows
     *     the end of its log
     */
    public void awaitHealthy() throws InterruptedException {
        Instant deadline = Instant.now().plus(START_PATIENCE);
        for (Started each : snapshot()) {
            while (!Health.of(each.service.managementPort(), each.service.healthPath())) {
                requireAlive(each);
                if (Instant.now().isAfter(deadline)) {
                    throw failure(
                            each,
                            "did not become healthy in " + START_PATIENCE.toMinutes() + " minutes");
                }
                Thread.sleep(POLL);
            }
        }
    }

    /** What was started, in that order. */
    public List<Running.Entry> processes() {
        return snapshot().stream().map(Started::entry).toList();
    }

    private synchronized List<Started> snapshot() {
        return List.copyOf(started);
    }

    private static void requireAlive(Started each) {
        if (!each.process.isAlive()) {
            throw failure(each, "ended with exit code " + each.process.exitValue());
        }
    }

    private static LauncherException failure(Started each, String what) {
        return new LauncherException(
                "%s %s: %s (log: %s)"
                        .formatted(
                                each.service.name(),
                                what,
                                LogTail.reason(Path.of(each.entry.log())),
                                each.entry.log()));
    }

    /** Marks this copy as up. */
    public void ready() {
        record(true);
    }

    private synchronized void record(boolean ready) {
        home.write(
                Running.FILE,
                new Running(
                        ProcessHandle.current().pid(),
                        portBase,
                        ready,
                        started.stream().map(Started::entry).toList()));
    }

    /** Waits until a process ends by itself, and returns what there is to say of it. */
    public LauncherException awaitAnyEnd() throws InterruptedException {
        while (true) {
            for (Started each : snapshot()) {
                if (each.process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                    return failure(each, "ended with exit code " + each.process.exitValue());
                }
            }
        }
    }

    /** Stops everything, the last started first, and forcibly what does not stop by itself. */
    public void stop() {
        List<Started> toStop;
        synchronized (this) {
            stopping = true;
            toStop = started.reversed();
        }
        // The cloud was started first and goes last: the services still need its queue and
        // database.
        Shutdown.inTurn(
                toStop.stream().map(each -> each.process.toHandle()).toList(), STOP_PATIENCE);
        home.remove(Running.FILE);
    }
}
