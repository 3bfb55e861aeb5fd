package dev.spillway.launcher.command;

import dev.spillway.launcher.home.Home;
import dev.spillway.launcher.home.LauncherException;
import dev.spillway.launcher.home.Running;
import dev.spillway.launcher.process.Shutdown;
import java.time.Duration;
import java.util.List;

/** What an earlier run of the same home left behind. */
final class Leftovers {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Leftovers() {}

    /**
     * Ends processes whose launcher was killed.
     *
     * @throws LauncherException if the launcher itself still lives: the home is in use
     */
    static void clear(Home home) {
        home.read(Running.FILE, Running.class)
                .ifPresent(running -> {
                    if (launcherLives(running)) {
                        throw new LauncherException(
                                "Spillway is up already from %s (process %d); ./spillway status tells more."
                                        .formatted(home.folder(), running.launcher()));
                    }
                    end(running);
                    home.remove(Running.FILE);
                });
    }

    static boolean launcherLives(Running running) {
        return running.launcher() != ProcessHandle.current().pid()
                && ProcessHandle.of(running.launcher())
                        .filter(ProcessHandle::isAlive)
                        .flatMap(handle -> handle.info().command())
                        .filter(command -> command.endsWith("java"))
                        .isPresent();
    }

    /** Ends what still lives of a run. */
    static void end(Running running) {
        List<ProcessHandle> alive =
                running.processes().reversed().stream()
                        .filter(Running.Entry::alive)
                        .flatMap(entry -> ProcessHandle.of(entry.pid()).stream())
                        .toList();
        Shutdown.inTurn(alive, PATIENCE);
    }
}
