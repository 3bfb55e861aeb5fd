package dev.spillway.localcloud.database;

import dev.spillway.localcloud.startup.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running {@code mariadbd}, and those that a killed process left behind. */
final class ServerProcess {

    private static final Logger log = LoggerFactory.getLogger(ServerProcess.class);
    private static final Duration CLEAN_STOP = Duration.ofSeconds(30);

    private final Process process;
    private final Path logFile;

    private ServerProcess(Process process, Path logFile) {
        this.process = process;
        this.logFile = logFile;
    }

    /**
     * The log goes to a file, not a pipe: a server that outlives its parent must not block on it.
     */
    static ServerProcess start(MariaDbBinaries binaries, List<String> command, Path logFile)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(logFile.toFile());
        builder.environment().put("LD_LIBRARY_PATH", binaries.libraries().toString());
        return new ServerProcess(builder.start(), logFile);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The server's own words about why it stopped, on one line. */
    String lastErrors() {
        try (Stream<String> lines = Files.lines(logFile)) {
            return String.join(
                    "; ",
                    lines.filter(line -> line.contains("[ERROR]"))
                            .map(line -> line.substring(line.indexOf("[ERROR]") + 8))
                            .limit(4)
                            .toList());
        } catch (IOException e) {
            return "see " + logFile;
        }
    }

    void stop() {
        stop(process.toHandle());
    }

    /** For a database that nobody will read again. */
    void kill() {
        process.destroyForcibly();
        await(process.toHandle(), Duration.ofSeconds(10));
    }

    /**
     * Stops a server that still runs on the data folder although whoever started it is gone. The
     * process is known by its own command line, so a recycled process id is never mistaken for it.
     */
    static void stopLeftOverOn(Path dataFolder) {
        String argument = "--datadir=" + dataFolder;
        ProcessHandle.allProcesses()
                .filter(process -> runsWith(process, argument))
                .forEach(process -> {
                    log.info("Stopping a database left over by a killed process");
                    stop(process);
                });
    }

    private static boolean runsWith(ProcessHandle process, String argument) {
        Optional<String[]> arguments = process.info().arguments();
        return arguments.isPresent() && Arrays.asList(arguments.get()).contains(argument);
    }

    private static void stop(ProcessHandle process) {
        process.destroy();
        if (!await(process, CLEAN_STOP)) {
            process.destroyForcibly();
            if (!await(process, CLEAN_STOP)) {
                throw new StartupException(
                        "Process %d, a database, cannot be stopped".formatted(process.pid()));
            }
        }
    }

    private static boolean await(ProcessHandle process, Duration atMost) {
        try {
            process.onExit().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
