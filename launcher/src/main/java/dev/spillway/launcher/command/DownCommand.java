package dev.spillway.launcher.command;

import dev.spillway.launcher.home.Home;
import dev.spillway.launcher.home.LauncherException;
import dev.spillway.launcher.home.Running;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Stops everything that a home has started; its data stays. */
public final class DownCommand {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Home home;

    public DownCommand(Home home) {
        this.home = home;
    }

    public int run() throws InterruptedException {
        Optional<Running> running = home.read(Running.FILE, Running.class);
        if (running.isEmpty()) {
            System.out.println("Nothing runs from " + home.folder() + ".");
            return 0;
        }
        stop(running.get());
        System.out.println("Stopped. The data stays in " + home.folder() + ".");
        return 0;
    }

    private void stop(Running running) throws InterruptedException {
        if (Leftovers.launcherLives(running)) {
            stopLauncher(ProcessHandle.of(running.launcher()).orElseThrow());
        }
        // The launcher stops what it started; this is for one that was killed.
        Leftovers.end(running);
        home.remove(Running.FILE);
    }

    private static void stopLauncher(ProcessHandle launcher) throws InterruptedException {
        launcher.destroy();
        try {
            launcher.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            launcher.destroyForcibly();
            throw new LauncherException(
                    "The launcher did not stop in time and was killed; run ./spillway down again.",
                    e);
        }
    }
}
