package dev.spillway.load.bench;

import dev.spillway.load.report.Report;
import dev.spillway.load.stand.Stand;
import dev.spillway.load.stand.Tenant;
import dev.spillway.load.stand.Vendor;
import dev.spillway.localcloud.queue.QueueStorage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A quiet tenant's way from the door into the database, while a hundred times as many webhooks of
 * another tenant lie in the queue before his. The baseline is the same without them.
 */
final class NeighbourBench implements Bench {

    private static final int RATIO = 100;

    /** What a flood may make of the p95 without one: the more patient of the two counts. */
    private static final double MOST_TIMES = 2;

    private static final double MOST_MILLIS_MORE = 250;

    @Override
    public String name() {
        return "neighbour";
    }

    @Override
    public String summary() {
        return "a quiet tenant's time to storage while 100,000 webhooks of another's are queued";
    }

    @Override
    public void run(BenchOptions options, Report report) throws IOException, InterruptedException {
        List<Tenant> tenants =
                Prepared.settled(options, Map.of(Vendor.STRIPE, 1, Vendor.SENDGRID, 1));
        try (Stand stand =
                        Prepared.start(
                                options,
                                QueueStorage.DISK,
                                Set.of("ingestion-service", "analytics-worker"));
                Pipeline pipeline = new Pipeline(stand, options)) {
            Flood flood = new Flood(stand, pipeline, tenants.getFirst(), tenants.getLast());
            double perSecond = (double) Flood.WEBHOOKS / RATIO / options.time().toSeconds();
            report.section("Warming up with a flood that does not count …");
            var _ = flood.flooded(perSecond, options.time());
            Flood.Phase without = flood.without(perSecond, options.time());
            Flood.Phase during = flood.flooded(perSecond, options.time());
            without.into(report, "baseline");
            during.into(report, "");
            report.figure("resolutionMillis", (double) Flood.RESOLUTION.toMillis());
            compare(report, without.lags().at(95), during.lags().at(95));
            report.figure("lost", (double) without.missing() + during.missing());
            report.promise(
                    "nothing failed, and all that was accepted or queued was drained",
                    without.complete() && during.complete());
        }
    }

    private static void compare(Report report, double without, double during) {
        report.figure("ratio", during / without);
        report.figure("p95MillisMore", during - without);
        report.promise(
                "p95 during the flood at most twice that without, or 250 ms more",
                isSpared(without, during));
    }

    static boolean isSpared(double without, double during) {
        return during <= Math.max(without * MOST_TIMES, without + MOST_MILLIS_MORE);
    }
}
