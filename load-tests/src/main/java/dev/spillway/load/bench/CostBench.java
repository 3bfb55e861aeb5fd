package dev.spillway.load.bench;

import dev.spillway.load.report.Report;
import dev.spillway.load.stand.Stand;
import dev.spillway.load.traffic.Pace;
import dev.spillway.load.traffic.SignedWebhooks.Target;
import dev.spillway.localcloud.queue.QueueStorage;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * What SQS bills for sending a million webhooks: a request for each 64 KB begun of each call. The
 * baseline is a door that sends each webhook by itself: a million.
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
            for (int tenants : options.tenants()) {
                List<Target> some = targets.subList(0, tenants);
                Door.Blast blast = door.blast(some, Pace.closed(), options.time());
                double billed = billedPerMillion(blast);
                report.figure("blast%dTenantsBilledPerMillion".formatted(tenants), billed);
                report.figure(
                        "blast%dTenantsWebhooksPerCall".formatted(tenants),
                        blast.webhooksPerCall());
                if (tenants == 1) {
                    report.figure("ratio", billed / MILLION);
                    report.promise(
                            "at most 60,000 a million in a blast by one tenant",
                            billed <= MOST_PER_MILLION);
                }
            }
            Door.Blast trickle =
                    door.blast(targets.subList(0, 1), Pace.open(TRICKLE), options.time());
            report.figure("trickleBilledPerMillion", billedPerMillion(trickle));
        }
    }

    private static double billedPerMillion(Door.Blast blast) {
        return blast.queue().chunks() * MILLION / blast.tally().accepted();
    }
}
