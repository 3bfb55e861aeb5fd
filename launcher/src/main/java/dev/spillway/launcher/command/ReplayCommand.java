package dev.spillway.launcher.command;

import dev.spillway.launcher.home.Home;
import dev.spillway.launcher.home.LauncherException;
import dev.spillway.launcher.home.Secrets;
import dev.spillway.launcher.process.Service;
import dev.spillway.launcher.process.Services;
import dev.spillway.localcloud.CloudDescription;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Gives the database of a copy that is up what an archive holds: the worker does it. */
public final class ReplayCommand {

    private static final long PATIENCE_SECONDS = 60;

    private final Options options;

    public ReplayCommand(Options options) {
        this.options = options;
    }

    /** Returns the worker's exit code: 0 all is there, 1 it failed, 2 something is lacking. */
    public int run() throws InterruptedException {
        List<String> arguments = arguments();
        Home home = options.home();
        CloudDescription cloud =
                new Home(home.cloud())
                        .read("cloud.json", CloudDescription.class)
                        .orElseThrow(() ->
                                new LauncherException(
                                        "Nothing runs from %s, and a replay needs its database: ./spillway up starts it."
                                                .formatted(home.folder())));
        return run(
                new Services(options.root(), home, options.ports(), Secrets.of(home))
                        .replay(cloud, arguments));
    }

    /** Its folder may be said from where the user is. */
    List<String> arguments() {
        String place = options.values().get("--from-archive");
        if (place == null) {
            throw new LauncherException(
                    "Say where the archive is: ./spillway replay --from-archive DIR, or s3://BUCKET/PREFIX.");
        }
        List<String> arguments = new ArrayList<>(List.of("--from-archive", absolute(place)));
        for (String option : List.of("--from", "--to", "--tenant", "--after")) {
            String value = options.values().get(option);
            if (value != null) {
                arguments.addAll(List.of(option, value));
            }
        }
        List.of("--dry-run", "--json").stream().filter(options::has).forEach(arguments::add);
        return arguments;
    }

    private static String absolute(String place) {
        return place.startsWith("s3://") ? place : Path.of(place).toAbsolutePath().toString();
    }

    private static int run(Service service) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(service.command()).inheritIO();
        builder.environment().putAll(service.environment());
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new LauncherException("Cannot start the replay: " + e.getMessage(), e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process), "stop"));
        return process.waitFor();
    }

    /** It ends behind the object that it is at, and says where to go on. */
    private static void stop(Process process) {
        process.destroy();
        try {
            boolean _ = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
