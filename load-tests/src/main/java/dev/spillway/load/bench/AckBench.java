package dev.spillway.load.bench;

import dev.spillway.load.echo.EchoProcess;
import dev.spillway.load.report.Report;
import dev.spillway.load.stand.Stand;
import dev.spillway.load.traffic.Pace;
import dev.spillway.load.traffic.SignedWebhooks;
import dev.spillway.load.traffic.SignedWebhooks.Target;
import dev.spillway.load.traffic.Tally;
import dev.spillway.load.traffic.Traffic;
import dev.spillway.localcloud.queue.QueueStorage;
import dev.spillway.platform.provider.Preset;
import dev.spillway.platform.provider.PresetCatalogue;
import dev.spillway.platform.signature.Credentials;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Durable acknowledgements a second by the closed model, beside an echo by the same generator: with
 * the queue in memory and on disk, for one tenant and for many, cold and warm.
 */
final class AckBench implements Bench {

    /** Of the baseline, what signature, packing and a durable queue may cost. */
    private static final double LEAST_RATIO = 0.5;

    /** Service and queue together, in processor seconds per 10,000 acknowledgements. */
    private static final double MOST_SECONDS = 0.7;

    private static final Preset UNSIGNED = PresetCatalogue.standard().find("none").orElseThrow();

    private static final Duration COLD_STEP = Duration.ofSeconds(5);
    private static final int COLD_STEPS = 4;

    @Override
    public String name() {
        return "ack";
    }

    @Override
    public String summary() {
        return "durable acknowledgements a second, beside a bare echo";
    }

    @Override
    public void run(BenchOptions options, Report report) throws IOException, InterruptedException {
        List<Target> targets = Prepared.onboard(options, QueueStorage.MEMORY);
        double memory = measure(options, report, QueueStorage.MEMORY, targets);
        double disk = measure(options, report, QueueStorage.DISK, targets);
        report.figure("acksPerSecond", disk);
        report.figure("acksPerSecondQueueInMemory", memory);
    }

    private static double measure(
            BenchOptions options, Report report, QueueStorage storage, List<Target> targets)
            throws IOException, InterruptedException {
        report.section("Queue kept: " + storage.code());
        try (Stand stand = Prepared.start(options, storage, Set.of("ingestion-service"))) {
            Door door = new Door(stand, options);
            cold(door, targets.subList(0, 1), storage, report);
            double one = 0;
            for (int tenants : options.tenants()) {
                String phase = storage.code() + tenants;
                Door.Blast blast =
                        door.blast(targets.subList(0, tenants), Pace.closed(), options.time());
                blast.into(report, phase);
                if (tenants == 1) {
                    one = blast.tally().acceptedPerSecond();
                    promiseCost(report, phase, blast);
                }
            }
            compareWithEcho(options, report, storage, stand, one);
            return one;
        }
    }

    private static void cold(Door door, List<Target> targets, QueueStorage storage, Report report)
            throws IOException, InterruptedException {
        for (int step = 1; step <= COLD_STEPS; step++) {
            Door.Blast blast = door.blast(targets, Pace.closed(), COLD_STEP);
            report.figure(
                    "%sColdTo%dSecondsAcksPerSecond"
                            .formatted(storage.code(), step * COLD_STEP.toSeconds()),
                    blast.tally().acceptedPerSecond());
        }
    }

    private static void promiseCost(Report report, String phase, Door.Blast blast) {
        report.promise(
                phase + ": at most 0.7 CPU seconds per 10,000 acks, service and queue together",
                blast.secondsPerTenThousand(blast.doorSeconds() + blast.queueSeconds())
                        <= MOST_SECONDS);
    }

    /** In the same run, on the same machine, while the door idles. */
    private static void compareWithEcho(
            BenchOptions options, Report report, QueueStorage storage, Stand stand, double acks)
            throws IOException, InterruptedException {
        stand.add(EchoProcess.service(stand.ports()));
        Tally warmUp = echo(stand, options, COLD_STEP.multipliedBy(COLD_STEPS));
        Tally echo = echo(stand, options, options.time());
        report.figure(storage.code() + "BaselinePerSecond", echo.acceptedPerSecond());
        report.figure(storage.code() + "BaselineFailed", echo.failed() + warmUp.failed());
        double ratio = acks / echo.acceptedPerSecond();
        report.figure(storage.code() + "Ratio", ratio);
        if (storage == QueueStorage.MEMORY) {
            report.promise("at least half of the echo's rate", ratio >= LEAST_RATIO);
        }
    }

    private static Tally echo(Stand stand, BenchOptions options, Duration time) throws IOException {
        URI url = EchoProcess.url(stand.ports());
        Target unsigned = new Target(url, UNSIGNED.signer(Credentials.none(), Map.of()));
        try (Traffic traffic =
                new Traffic(new InetSocketAddress("127.0.0.1", url.getPort()), options.lines())) {
            return traffic.run(
                    new SignedWebhooks(List.of(unsigned), options.bodyBytes()),
                    Pace.closed(),
                    time);
        }
    }
}
