package dev.spillway.load.bench;

import dev.spillway.launcher.process.Service;
import dev.spillway.load.echo.EchoProcess;
import dev.spillway.load.report.Report;
import dev.spillway.load.stand.LoneProcess;
import dev.spillway.load.stand.ResidentMemory;
import dev.spillway.load.stand.SmallMachine;
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
 * container has them ({@link SmallMachine}): with an AOT cache (JEP 483, 514, 515) that was trained
 * under load, beside a start without one, and beside a bare web application with a cache of its
 * own. They start in turns, and a figure is the median of its turns.
 */
final class StartBench implements Bench {

    /** 2 s where the bare application took 1.0 s (ADR 0051). */
    private static final double MOST_OF_BARE = 2;

    /** What the smallest container has. */
    private static final int MEBIBYTES = 512;

    private static final int TURNS = 3;

    /** What the launcher shares classes with, and what it gives a service on this machine. */
    private static final List<String> LAUNCHERS_OWN =
            List.of(
                    "-XX:+AutoCreateSharedArchive",
                    "-XX:SharedArchiveFile",
                    "-Xlog:",
                    "-Xmx",
                    "-XX:+UseParallelGC");

    /** As the launcher has it on one processor. */
    private static final String COLLECTOR = "-XX:+UseSerialGC";

    private static final List<String> SMALL =
            List.of(
                    "-Xmx256m",
                    COLLECTOR,
                    "-XX:MaxRAM=" + MEBIBYTES + "m",
                    "-XX:ActiveProcessorCount=1");

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
            SmallMachine machine = SmallMachine.of(MEBIBYTES);
            report.section(machine.description());
            report.figure(
                    "memoryBoundBySystem",
                    machine.memory() == SmallMachine.Memory.JVM_ALONE ? 0 : 1);
            List<Turn> turns = new ArrayList<>();
            for (int i = 0; i < TURNS; i++) {
                turns.add(
                        new Turn(
                                start(echo, with(bareCache), machine, folder),
                                start(door, with(cache), machine, folder),
                                start(door, SMALL, machine, folder)));
            }
            into(report, turns);
        }
    }

    /**
     * One start.
     *
     * @param seconds until it was ready
     * @param mebibytes that were in memory until then, at most
     */
    record Started(double seconds, double mebibytes) {}

    /** One of each, so close together that a machine which is slow for a while is so for all. */
    record Turn(Started bare, Started ready, Started without) {

        double ratio() {
            return ready.seconds / bare.seconds;
        }
    }

    static void into(Report report, List<Turn> turns) {
        double ratio = Figures.median(turns, Turn::ratio);
        double most = turns.stream().mapToDouble(turn -> turn.ready.mebibytes).max().orElseThrow();
        report.figure("withoutCacheSeconds", Figures.median(turns, turn -> turn.without.seconds));
        report.figure("baselineSeconds", Figures.median(turns, turn -> turn.bare.seconds));
        report.figure("readySeconds", Figures.median(turns, turn -> turn.ready.seconds));
        report.figure("ratio", ratio);
        report.figure("peakMebibytes", most);
        report.promise(
                "ready, with a cache, in at most twice a bare application's time",
                ratio <= MOST_OF_BARE);
        report.promise(
                "never more than 512 MiB in memory until then",
                Double.isNaN(most) || most <= MEBIBYTES);
    }

    /** What the service does while its cache is trained. */
    @FunctionalInterface
    private interface Exercise {
        void run() throws IOException;
    }

    private static Path train(Service service, Path folder, Exercise exercise) throws IOException {
        Path cache = folder.resolve(service.name() + ".aot");
        List<String> training =
                command(service, List.of("-Xmx256m", COLLECTOR, "-XX:AOTCacheOutput=" + cache));
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

    private static Started start(
            Service service, List<String> options, SmallMachine machine, Path folder)
            throws IOException {
        List<String> command = machine.command(command(service, options));
        try (LoneProcess started =
                LoneProcess.start(service, command, folder.resolve("start.log"))) {
            return new Started(
                    started.untilReady().toNanos() / 1e9,
                    ResidentMemory.peakMebibytes(started.handle()));
        }
    }

    private static List<String> command(Service door, List<String> options) {
        List<String> command = new ArrayList<>(door.command());
        command.removeIf(word -> LAUNCHERS_OWN.stream().anyMatch(word::startsWith));
        command.addAll(1, options);
        return command;
    }
}
