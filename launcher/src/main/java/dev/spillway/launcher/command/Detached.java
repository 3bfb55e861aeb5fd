package dev.spillway.launcher.command;

import dev.spillway.launcher.home.Home;
import dev.spillway.launcher.home.LauncherException;
import dev.spillway.launcher.home.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Starts a second launcher in the background, shows what it says, and returns when all is healthy.
 */
final class Detached {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Options options;
    private final Home home;

    Detached(Options options) {
        this.options = options;
        this.home = options.home();
    }

    int run() throws InterruptedException {
        Path log = home.log("launcher");
        Process launcher = start(log);
        while (!ready(launcher.pid())) {
            if (launcher.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new LauncherException(text(log).strip());
            }
        }
        System.out.print(text(log));
        System.out.println("It runs in the background; ./spillway down stops it.");
        return 0;
    }

    private Process start(Path log) {
        try {
            return new ProcessBuilder(command())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new LauncherException("Cannot start the launcher: " + e.getMessage(), e);
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            command.add("/usr/bin/setsid");
        }
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dspillway.root=" + options.root(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.spillway.launcher.Main",
                        "up",
                        "--home",
                        home.folder().toString(),
                        "--port-base",
                        String.valueOf(options.ports().base())));
        Stream.of("--no-demo", "--archive").filter(options::has).forEach(command::add);
        return command;
    }

    private boolean ready(long launcher) {
        return home.read(Running.FILE, Running.class)
                .filter(running -> running.ready() && running.launcher() == launcher)
                .isPresent();
    }

    private static String text(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "";
        }
    }
}
