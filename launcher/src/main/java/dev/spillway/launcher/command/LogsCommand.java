package dev.spillway.launcher.command;

import dev.spillway.launcher.home.LauncherException;
import dev.spillway.launcher.process.Services;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Prints a service's log, and with {@code -f} what comes. */
public final class LogsCommand {

    private static final Duration POLL = Duration.ofMillis(300);

    private final Options options;

    public LogsCommand(Options options) {
        this.options = options;
    }

    public int run() throws InterruptedException {
        Path log = log();
        try (InputStream in = Files.newInputStream(log)) {
            in.transferTo(System.out);
            while (options.has("-f") || options.has("--follow")) {
                System.out.flush();
                Thread.sleep(POLL);
                in.transferTo(System.out);
            }
            System.out.flush();
        } catch (IOException e) {
            throw new LauncherException("Cannot read " + log, e);
        }
        return 0;
    }

    private Path log() {
        List<String> names = new ArrayList<>(Services.NAMES);
        names.addAll(List.of("migrate", "launcher"));
        String name = options.argument();
        if (name == null || !names.contains(name)) {
            throw new LauncherException("Say whose log: " + String.join(", ", names) + ".");
        }
        Path log = options.home().log(name);
        if (!Files.exists(log)) {
            throw new LauncherException(name + " has no log yet in " + log.getParent() + ".");
        }
        return log;
    }
}
