package dev.spillway.load.bench;

import dev.spillway.load.report.Report;
import dev.spillway.load.stand.DiscardingConsumer;
import dev.spillway.load.stand.Stand;
import dev.spillway.load.traffic.Pace;
import dev.spillway.load.traffic.SignedWebhooks.Target;
import dev.spillway.load.traffic.Tally;
import dev.spillway.localcloud.queue.QueueStorage;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * How long an acknowledgement takes at half of what the door can do, by the open model: counted
 * from when each webhook was due, so that a stall is not hidden by a generator that waits. The
 * baseline is the queue by itself, called as often and with as much.
 */
final class LatencyBench implements Bench {

    private static final double MOST_BEYOND_QUEUE_MILLIS = 10;

    /** Times at most that the baseline is measured. */
    private static final int BASELINES = 3;

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public String summary() {
        return "time to an acknowledgement at half load, beside the queue by itself";
    }

    @Override
    public void run(BenchOptions options, Report report) throws IOException, InterruptedException {
        List<Target> targets = Prepared.onboard(options, QueueStorage.DISK, 1);
        try (Stand stand =
                Prepared.start(options, QueueStorage.DISK, Set.of("ingestion-service"))) {
            Door door = new Door(stand, options);
            WarmUp.run(
                    time -> door.blast(targets, Pace.closed(), time).tally().acceptedPerSecond());
            double most = most(door, targets, options);
            report.figure("closedModelAcksPerSecond", most);
            Door.Blast half = door.blast(targets, Pace.open(most / 2), options.time());
            report.figure("dueFrom", most / 2);
            report.figure("acksPerSecond", half.tally().acceptedPerSecond());
            report.figure("failed", (double) half.tally().failed());
            millis(report, "", half.tally());
            compare(report, half, bareQueue(stand, half, options));
        }
    }

    private static double most(Door door, List<Target> targets, BenchOptions options)
            throws IOException, InterruptedException {
        return door.blast(targets, Pace.closed(), options.time()).tally().acceptedPerSecond();
    }

    private static void millis(Report report, String prefix, Tally tally) {
        report.figure(prefix + "p50Millis", tally.millis(50));
        report.figure(prefix + "p99Millis", tally.millis(99));
        report.figure(prefix + "p999Millis", tally.millis(99.9));
    }

    /**
     * Called as often as the door did, with as much each time. Measured again where it came out
     * slower than with the door before it: a machine that was busy then would flatter the door.
     */
    private static BareQueue.Latency bareQueue(Stand stand, Door.Blast half, BenchOptions options)
            throws IOException, InterruptedException {
        double perSecond = half.queue().calls() / (double) options.time().toSeconds();
        try (DiscardingConsumer _ = new DiscardingConsumer(stand.cloud());
                BareQueue queue =
                        new BareQueue(
                                stand.cloud().aws(),
                                stand.cloud().queues().main(),
                                half.queue().bytesPerCall())) {
            queue.warmUp();
            BareQueue.Latency latency = queue.measure(perSecond, options.time());
            for (int i = 1; i < BASELINES && !latency.isWithin(half.tally().millis(99)); i++) {
                System.out.printf(
                        "  the queue by itself: p99 %.1f ms; measured again …%n",
                        latency.p99Millis());
                latency = queue.measure(perSecond, options.time());
            }
            return latency;
        }
    }

    private static void compare(Report report, Door.Blast half, BareQueue.Latency queue) {
        report.figure("queueCallsPerSecond", queue.callsPerSecond());
        report.figure("queueCalls", (double) queue.calls());
        report.figure("queueFailed", (double) queue.failed());
        report.figure("queueP50Millis", queue.p50Millis());
        report.figure("queueP99Millis", queue.p99Millis());
        double beyond = half.tally().millis(99) - queue.p99Millis();
        report.figure("p99MillisBeyondQueue", beyond);
        report.promise("nothing failed", half.tally().failed() == 0);
        report.promise(
                "a sound baseline: 1,000 calls or more, all answered, no slower in p99 than the door",
                queue.isWithin(half.tally().millis(99)));
        report.promise(
                "p99 at most 10 ms beyond the queue's own", beyond <= MOST_BEYOND_QUEUE_MILLIS);
    }
}
