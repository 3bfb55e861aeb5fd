package dev.spillway.load.bench;

import dev.spillway.load.report.Report;
import dev.spillway.load.stand.Stand;
import dev.spillway.load.traffic.Pace;
import dev.spillway.load.traffic.SignedWebhooks.Target;
import dev.spillway.localcloud.queue.QueueStorage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Durable acknowledgements a second by the closed model, beside an echo by the same generator: with
 * the queue in memory and on disk, for one tenant and for many, cold and warm.
 *
 * <p>Limits are shares of the echo, as they were on the machine where they were set: 48,000 echoes
 * a second at 0.28 processor seconds per 10,000 (ADR 0051).
 */
final class AckBench implements Bench {

    /** What signature, packing and a durable queue may leave. */
    private static final double LEAST_RATIO = 0.5;

    /** 15,000 of 48,000 a second, which were set for a queue in memory. */
    private static final double LEAST_RATIO_OF_HUNDRED = 0.31;

    /** Of what a hundred tenants reach, what four hundred may fall to. */
    private static final double COLLAPSE = 0.5;

    /** 0.7 of 0.28 processor seconds, service and queue together. */
    private static final double MOST_COST = 2.5;

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
        Rival.all(report);
        report.figure("connections", (double) options.lines());
        for (QueueStorage storage : List.of(QueueStorage.MEMORY, QueueStorage.DISK)) {
            measure(options, report, storage, targets);
        }
    }

    private static void measure(
            BenchOptions options, Report report, QueueStorage storage, List<Target> targets)
            throws IOException, InterruptedException {
        report.section("Queue kept: " + storage.code());
        try (Stand stand = Prepared.start(options, storage, Set.of("ingestion-service"))) {
            Door door = new Door(stand, options);
            List<Target> first = targets.subList(0, 1);
            cold(door, first, storage, report);
            WarmUp.run(time -> door.blast(first, Pace.closed(), time).tally().acceptedPerSecond());
            Echo echo = Echo.start(stand, options, first.getFirst().signer());
            WarmUp.run(time -> echo.blast(time).tally().acceptedPerSecond());
            double hundred = 0;
            for (int tenants : options.tenants()) {
                SideBySide phase =
                        SideBySide.run(door, targets.subList(0, tenants), echo, options.time());
                phase.into(report, storage.code() + tenants);
                report.promise(
                        "%s, %d tenants: nothing failed, neither of the door's nor of the echo's"
                                .formatted(storage.code(), tenants),
                        phase.failed() == 0);
                switch (tenants) {
                    case 1 -> promiseOne(report, storage, phase);
                    case 100 -> hundred = promiseHundred(report, storage, phase);
                    case 400 -> promiseNoCollapse(report, phase, hundred);
                    default -> {}
                }
            }
        }
    }

    private static void cold(Door door, List<Target> targets, QueueStorage storage, Report report)
            throws IOException, InterruptedException {
        long failed = 0;
        for (int step = 1; step <= COLD_STEPS; step++) {
            Door.Blast blast = door.blast(targets, Pace.closed(), COLD_STEP);
            report.figure(
                    "%sColdTo%dSecondsAcksPerSecond"
                            .formatted(storage.code(), step * COLD_STEP.toSeconds()),
                    blast.tally().acceptedPerSecond());
            failed += blast.tally().failed();
        }
        report.figure(storage.code() + "ColdFailed", (double) failed);
        report.promise(storage.code() + ", cold: nothing failed", failed == 0);
    }

    private static void promiseOne(Report report, QueueStorage storage, SideBySide one) {
        report.figure(
                switch (storage) {
                    case MEMORY -> "acksPerSecondQueueInMemory";
                    case DISK -> "acksPerSecond";
                },
                one.acksPerSecond());
        report.promise("at least half of the echo's rate", one.ratio() >= LEAST_RATIO);
        report.promise(
                "door and queue together: at most 2.5 of the echo's processor time",
                one.costRatio() <= MOST_COST);
    }

    private static double promiseHundred(Report report, QueueStorage storage, SideBySide hundred) {
        if (storage == QueueStorage.MEMORY) {
            report.promise(
                    "100 tenants: at least 0.31 of the echo's rate",
                    hundred.ratio() >= LEAST_RATIO_OF_HUNDRED);
        }
        return hundred.ratio();
    }

    private static void promiseNoCollapse(Report report, SideBySide phase, double hundred) {
        if (hundred > 0) {
            report.promise(
                    "400 tenants: at least half of the rate with 100",
                    phase.ratio() >= hundred * COLLAPSE);
        }
    }
}
