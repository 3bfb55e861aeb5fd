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
 * What SQS bills for sending a million webhooks: a request for each 64 KB begun of each call. The
 * baseline is a door that sends each webhook by itself: a million.
 *
 * <p>Calls are counted as the door makes them. What the SDK sends a second time, after an attempt
 * that was cut off or refused, would be billed, too, and is not in the figure: on a network that
 * loses nothing, and with a queue that confirms everything, which is promised, there is none.
 */
final class CostBench implements Bench {

    private static final double MILLION = 1_000_000;

    /** Of a blast by one tenant. */
    private static final double MOST_PER_MILLION = 60_000;

    /** A quiet system's: webhooks a second. */
    private static final double TRICKLE = 20;

    @Override
    public String name() {
        return "cost";
    }

    @Override
    public String summary() {
        return "requests that SQS bills per million webhooks, in a blast and in a trickle";
    }

    @Override
    public void run(BenchOptions options, Report report) throws IOException, InterruptedException {
        List<Target> targets = Prepared.onboard(options, QueueStorage.DISK);
        report.figure("baselineBilledPerMillion", MILLION);
        try (Stand stand =
                Prepared.start(options, QueueStorage.DISK, Set.of("ingestion-service"))) {
            Door door = new Door(stand, options);
            warmUp(door, targets.subList(0, 1), options);
            for (int tenants : options.tenants()) {
                Door.Blast blast =
                        door.blast(targets.subList(0, tenants), Pace.closed(), options.time());
                double billed = into(report, "blast%dTenants".formatted(tenants), blast);
                if (tenants == 1) {
                    promiseOne(report, billed);
                }
            }
            into(
                    report,
                    "trickle",
                    door.blast(targets.subList(0, 1), Pace.open(TRICKLE), options.time()));
        }
    }

    /** Until the rate is flat: a door that is slow packs more into a call, and looks cheap. */
    private static void warmUp(Door door, List<Target> one, BenchOptions options)
            throws IOException, InterruptedException {
        Duration step = WarmUp.step(options.time());
        WarmUp.run(_ -> door.blast(one, Pace.closed(), step).tally().acceptedPerSecond());
    }

    /** Returns what is billed for a million. */
    private static double into(Report report, String phase, Door.Blast blast) {
        double billed = billedPerMillion(blast.queue().chunks(), blast.tally().accepted());
        report.figure(phase + "BilledPerMillion", billed);
        report.figure(phase + "WebhooksPerCall", blast.webhooksPerCall());
        report.figure(phase + "AcksPerSecond", blast.tally().acceptedPerSecond());
        report.figure(phase + "Failed", (double) blast.tally().failed());
        report.figure(phase + "Unconfirmed", blast.queue().unconfirmed());
        report.promise(
                phase + ": nothing failed, and the queue confirmed every message",
                blast.tally().failed() == 0 && blast.queue().unconfirmed() == 0);
        return billed;
    }

    private static void promiseOne(Report report, double billed) {
        report.figure("ratio", billed / MILLION);
        report.promise(
                "at most 60,000 a million in a blast by one tenant", billed <= MOST_PER_MILLION);
    }

    /** What was accepted is what somebody has of it: what failed is paid for all the same. */
    static double billedPerMillion(double chunks, long accepted) {
        return chunks * MILLION / accepted;
    }
}
