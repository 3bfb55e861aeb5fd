package dev.spillway.load.bench;

import dev.spillway.launcher.process.Service;
import dev.spillway.load.echo.EchoProcess;
import dev.spillway.load.report.Report;
import dev.spillway.load.stand.LoneProcess;
import dev.spillway.load.stand.Stand;
import dev.spillway.load.traffic.Pace;
import dev.spillway.load.traffic.SignedWebhooks;
import dev.spillway.load.traffic.SignedWebhooks.Target;
import dev.spillway.load.traffic.Traffic;
import dev.spillway.localcloud.queue.QueueStorage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How long the door takes until it is ready, on one processor and in 512 MiB as its smallest
 * container has them: with an AOT cache (JEP 483, 514, 515) that was trained under load, beside a
 * start without one, and beside a bare web application with a cache of its own.
 */
final class StartBench implements Bench {

    /** 2 s where the bare application took 1.0 s (ADR 0051). */
    private static final double MOST_OF_BARE = 2;

    private static final int TIMES = 3;

    /** What the launcher shares classes with; the cache takes its place. */
    private static final List<String> LAUNCHERS_OWN =
            List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile", "-Xlog:", "-Xmx");

    private static final List<String> SMALL =
            List.of("-Xmx256m", "-XX:MaxRAM=512m", "-XX:ActiveProcessorCount=1");

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String summary() {
        return "time until the door is ready on one processor, with an AOT cache and without";
    }

    @Override
    public void run(BenchOptions options, Report report) throws IOException, InterruptedException {
        List<Target> targets = Prepared.onboard(options, QueueStorage.DISK, 1);
        Path folder = options.home().folder();
        try (Stand stand = Prepared.start(options, QueueStorage.DISK, Set.of())) {
            Service door = stand.service("ingestion-service");
            Path cache = train(door, folder, () -> blast(stand, targets, options));
            report.figure("cacheMegabytes", Files.size(cache) / 1e6);
            Service echo = EchoProcess.service(stand.ports());
            Path bareCache = train(echo, folder, () -> {});
            double without = fastest(door, SMALL, folder);
            double bare = fastest(echo, with(bareCache), folder);
            double ready = fastest(door, with(cache), folder);
            report.figure("withoutCacheSeconds", without);
            report.figure("baselineSeconds", bare);
            report.figure("readySeconds", ready);
            report.figure("ratio", ready / bare);
            report.promise(
                    "ready, with a cache, in at most twice a bare application's time",
                    ready / bare <= MOST_OF_BARE);
        }
    }

    /** What the service does while its cache is trained. */
    @FunctionalInterface
    private interface Exercise {
        void run() throws IOException;
    }

    private static Path train(Service service, Path folder, Exercise exercise) throws IOException {
        Path cache = folder.resolve(service.name() + ".aot");
        List<String> training =
                command(service, List.of("-Xmx256m", "-XX:AOTCacheOutput=" + cache));
        try (LoneProcess _ = LoneProcess.start(service, training, folder.resolve("train.log"))) {
            exercise.run();
        }
        return cache;
    }

    private static List<String> with(Path cache) {
        List<String> cached = new ArrayList<>(SMALL);
        cached.add("-XX:AOTCache=" + cache);
        return cached;
    }

    private static void blast(Stand stand, List<Target> targets, BenchOptions options)
            throws IOException {
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), stand.ports().ingestion());
        try (Traffic traffic = new Traffic(address, options.lines())) {
            traffic.run(
                    new SignedWebhooks(targets, options.bodyBytes()),
                    Pace.closed(),
                    options.time());
        }
    }

    /** Of several, since whatever else the machine does only adds. */
    private static double fastest(Service service, List<String> options, Path folder)
            throws IOException {
        List<String> command = onOneProcessor(command(service, options));
        double fastest = Double.MAX_VALUE;
        for (int i = 0; i < TIMES; i++) {
            try (LoneProcess started =
                    LoneProcess.start(service, command, folder.resolve("start.log"))) {
                fastest = Math.min(fastest, started.untilReady().toMillis() / 1000.0);
            }
        }
        return fastest;
    }

    private static List<String> command(Service door, List<String> options) {
        List<String> command = new ArrayList<>(door.command());
        command.removeIf(word -> LAUNCHERS_OWN.stream().anyMatch(word::startsWith));
        command.addAll(1, options);
        return command;
    }

    /** Bound to one, where the system can; else only told that it has one. */
    private static List<String> onOneProcessor(List<String> command) {
        List<String> bound = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/taskset"))) {
            bound.addAll(List.of("/usr/bin/taskset", "-c", "0"));
        }
        bound.addAll(command);
        return bound;
    }
}
