package dev.spillway.load.bench;

import dev.spillway.launcher.process.Service;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How long the door takes until it is ready, on one processor and in 512 MiB as its smallest
 * container has them: with an AOT cache (JEP 483, 514, 515) that was trained under load, beside a
 * start without.
 */
final class StartBench implements Bench {

    private static final double MOST_SECONDS = 2;
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
        Path cache = folder.resolve("door.aot");
        try (Stand stand = Prepared.start(options, QueueStorage.DISK, Set.of())) {
            Service door = stand.service("ingestion-service");
            List<String> training =
                    command(door, List.of("-Xmx256m", "-XX:AOTCacheOutput=" + cache));
            try (LoneProcess _ = LoneProcess.start(door, training, folder.resolve("train.log"))) {
                blast(stand, targets, options);
            }
            report.figure("cacheMegabytes", Files.size(cache) / 1e6);
            double without = fastest(door, onOneProcessor(command(door, SMALL)), folder);
            List<String> cached = new ArrayList<>(SMALL);
            cached.add("-XX:AOTCache=" + cache);
            double with = fastest(door, onOneProcessor(command(door, cached)), folder);
            report.figure("baselineSeconds", without);
            report.figure("readySeconds", with);
            report.figure("ratio", with / without);
            report.promise("ready within 2 s with the cache", with <= MOST_SECONDS);
        }
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
    private static double fastest(Service door, List<String> command, Path folder)
            throws IOException {
        Duration fastest = Duration.ofDays(1);
        for (int i = 0; i < TIMES; i++) {
            try (LoneProcess started =
                    LoneProcess.start(door, command, folder.resolve("start.log"))) {
                fastest =
                        started.untilReady().compareTo(fastest) < 0
                                ? started.untilReady()
                                : fastest;
            }
        }
        return fastest.toMillis() / 1000.0;
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
