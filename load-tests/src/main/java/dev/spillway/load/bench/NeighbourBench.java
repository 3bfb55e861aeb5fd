package dev.spillway.load.bench;

import dev.spillway.load.database.Database;
import dev.spillway.load.database.Ledger;
import dev.spillway.load.queue.Shape;
import dev.spillway.load.report.Report;
import dev.spillway.load.stand.Stand;
import dev.spillway.load.stand.Tenant;
import dev.spillway.load.stand.Vendor;
import dev.spillway.localcloud.queue.QueueStorage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A quiet tenant's way from the door into the database, while a hundred times as many webhooks of
 * another tenant lie in the queue before his. The baseline is the same without them. Once as the
 * door packs a flood, and once as it packs what comes one by one: a message for each.
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
        try (Stand stand = Prepared.start(options, QueueStorage.DISK, Set.of("ingestion-service"));
                Workers workers = Workers.start(stand, options, 1);
                Pipeline pipeline = new Pipeline(stand, options)) {
            Flood flood =
                    new Flood(stand, pipeline, workers, tenants.getFirst(), tenants.getLast());
            Duration time = warmUp(flood, options.time());
            report.section("One tenant's flood, 300 webhooks in a message");
            Flood.Phase without = flood.without(perSecond(time), time);
            Flood.Phase during = flood.flooded(Shape.ONE_EVENT, perSecond(time), time);
            without.into(report, "baseline");
            during.into(report, "");
            report.figure("resolutionMillis", (double) Flood.RESOLUTION.toMillis());
            compare(report, without, during);
            report.section("The same, one webhook in a message");
            Flood.Phase singles = flood.flooded(Shape.SINGLE, perSecond(time), time);
            singles.into(report, "singles");
            promiseSingles(report, singles);
            conclude(report, stand, List.of(without, during, singles));
        }
    }

    private static double perSecond(Duration time) {
        return Flood.WEBHOOKS * 1e9 / RATIO / time.toNanos();
    }

    /**
     * Floods that do not count, so that nothing is cold. The second tells how long one lasts, and
     * so how long the quiet tenant may post to have posted all of it during the flood.
     */
    private static Duration warmUp(Flood flood, Duration time)
            throws IOException, InterruptedException {
        System.out.println("Warming up with two floods that do not count …");
        var _ = flood.flooded(Shape.ONE_EVENT, perSecond(time), time);
        return posting(flood.flooded(Shape.ONE_EVENT, perSecond(time), time).floodSeconds(), time);
    }

    /** Three quarters of a flood, since the next may be faster; no longer than was asked for. */
    static Duration posting(double floodSeconds, Duration most) {
        Duration nearlyAll = Duration.ofMillis(Math.max(1000, (long) (floodSeconds * 750)));
        return nearlyAll.compareTo(most) < 0 ? nearlyAll : most;
    }

    private static void compare(Report report, Flood.Phase without, Flood.Phase during) {
        double before = without.lags().at(95);
        double flooded = during.lags().at(95);
        report.figure("ratio", flooded / before);
        report.figure("p95MillisMore", flooded - before);
        report.promise(
                "100,000 of another's queued before, a hundred times as many, and longer than the"
                        + " quiet tenant posted",
                during.isFlood(Flood.WEBHOOKS, RATIO));
        report.promise(
                "p95 during the flood at most twice that without, or 250 ms more",
                isSpared(before, flooded));
    }

    /**
     * Of messages that exceed what is in flight, a quiet tenant's overtakes only the last two
     * thousand where the queue keeps the order of arrival, as the embedded one does (ADR 0044). So
     * how long he waits is reported, and promised that it is not to the end.
     */
    private static void promiseSingles(Report report, Flood.Phase singles) {
        report.promise(
                "singles: 100,000 messages of another's queued before",
                singles.isFlood(Flood.WEBHOOKS, RATIO));
        report.promise("singles: the end of the flood is overtaken", singles.overtakesItsEnd());
    }

    private static void conclude(Report report, Stand stand, List<Flood.Phase> phases)
            throws IOException {
        report.figure("lost", (double) phases.stream().mapToLong(Flood.Phase::missing).sum());
        report.promise(
                "nothing failed, all that was accepted or queued was drained, and 200 or more of"
                        + " the quiet tenant's were seen each time",
                phases.stream().allMatch(Flood.Phase::complete));
        try (Database database = Database.of(stand.cloud())) {
            report.promise(
                    "received = stored + duplicates + dead letters",
                    Ledger.of(database).balances());
        }
    }

    static boolean isSpared(double without, double during) {
        return during <= Math.max(without * MOST_TIMES, without + MOST_MILLIS_MORE);
    }
}
