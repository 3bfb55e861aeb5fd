package dev.spillway.load.bench;

import dev.spillway.load.report.Report;
import dev.spillway.load.stand.BareQueue;
import dev.spillway.load.stand.Stand;
import dev.spillway.load.traffic.Pace;
import dev.spillway.load.traffic.SignedWebhooks.Target;
import dev.spillway.load.traffic.Tally;
import dev.spillway.localcloud.queue.QueueStorage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How long an acknowledgement takes at half of what the door can do, by the open model: counted
 * from when each webhook was due, so that a stall is not hidden by a generator that waits. The
 * baseline is the queue by itself, called as often and with as much.
 */
final class LatencyBench implements Bench {

    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final double MOST_BEYOND_QUEUE_MILLIS = 10;

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
        List<Target> targets = Prepared.onboard(options, QueueStorage.DISK).subList(0, 1);
        try (Stand stand =
                Prepared.start(options, QueueStorage.DISK, Set.of("ingestion-service"))) {
            Door door = new Door(stand, options);
            door.blast(targets, Pace.closed(), WARM_UP);
            double most = most(door, targets, options);
            report.figure("closedModelAcksPerSecond", most);
            Door.Blast half = door.blast(targets, Pace.open(most / 2), options.time());
            report.figure("dueFrom", most / 2);
            report.figure("acksPerSecond", half.tally().acceptedPerSecond());
            report.figure("failed", half.tally().failed());
            millis(report, "", half.tally());
            compare(
                    report,
                    half,
                    BareQueue.measure(
                            stand.cloud(),
                            half.queue().calls() / options.time().toSeconds(),
                            half.queue().bytesPerCall(),
                            options.time()));
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

    private static void compare(Report report, Door.Blast half, BareQueue.Latency queue) {
        report.figure("queueCallsPerSecond", queue.callsPerSecond());
        report.figure("queueP50Millis", queue.p50Millis());
        report.figure("queueP99Millis", queue.p99Millis());
        double beyond = half.tally().millis(99) - queue.p99Millis();
        report.figure("p99MillisBeyondQueue", beyond);
        report.promise("nothing failed", half.tally().failed() == 0);
        report.promise(
                "p99 at most 10 ms beyond the queue's own", beyond <= MOST_BEYOND_QUEUE_MILLIS);
    }
}
