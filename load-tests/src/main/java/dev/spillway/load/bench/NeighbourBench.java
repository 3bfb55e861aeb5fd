package dev.spillway.load.bench;

import dev.spillway.launcher.home.LauncherException;
import dev.spillway.load.database.Database;
import dev.spillway.load.queue.QueueFill;
import dev.spillway.load.queue.Shape;
import dev.spillway.load.report.Report;
import dev.spillway.load.stand.Stand;
import dev.spillway.load.stand.Tenant;
import dev.spillway.load.stand.Vendor;
import dev.spillway.load.traffic.Pace;
import dev.spillway.load.traffic.Tally;
import dev.spillway.localcloud.queue.QueueStorage;
import dev.spillway.platform.id.Ids;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A quiet tenant's way from the door into the database, while a hundred times as many webhooks of
 * another tenant lie in the queue before his. The baseline is the same without them.
 */
final class NeighbourBench implements Bench {

    private static final int FLOOD = 100_000;
    private static final int RATIO = 100;

    /** What a flood may make of the p95 without one: the more patient of the two counts. */
    private static final double MOST_TIMES = 2;

    private static final double MOST_MILLIS_MORE = 250;

    /** Between two looks for the quiet tenant's rows. */
    private static final Duration RESOLUTION = Duration.ofMillis(10);

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
                Prepared.onboard(
                        options, QueueStorage.DISK, Map.of(Vendor.STRIPE, 1, Vendor.SENDGRID, 1));
        try (Stand stand =
                        Prepared.start(
                                options,
                                QueueStorage.DISK,
                                Set.of("ingestion-service", "analytics-worker"));
                Pipeline pipeline = new Pipeline(stand, options)) {
            Flood flood = new Flood(stand, pipeline, tenants.getFirst(), tenants.getLast());
            double perSecond = (double) FLOOD / RATIO / options.time().toSeconds();
            report.section("Warming up with a flood that does not count …");
            var _ = flood.flooded(perSecond, options.time());
            Phase without = flood.quiet(perSecond, options.time());
            Phase during = flood.flooded(perSecond, options.time());
            without.into(report, "baseline");
            during.into(report, "");
            report.figure("resolutionMillis", (double) RESOLUTION.toMillis());
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

    /**
     * A time of quiet traffic.
     *
     * @param queued webhooks of the noisy tenant that were not drained when it began
     * @param floodSeconds from its beginning until the last of them was
     * @param lags of the quiet tenant's webhooks that were received in the meantime
     * @param missing webhooks of either that were never drained
     */
    private record Phase(
            long queued, double floodSeconds, Lags.Percentiles lags, long missing, long failed) {

        boolean complete() {
            return missing <= 0 && failed == 0 && lags.count() > 0;
        }

        void into(Report report, String phase) {
            report.figure(Figures.name(phase, "queuedBefore"), (double) queued);
            report.figure(Figures.name(phase, "floodSeconds"), floodSeconds);
            report.figure(Figures.name(phase, "quietWebhooks"), (double) lags.count());
            report.figure(Figures.name(phase, "p50Millis"), lags.at(50));
            report.figure(Figures.name(phase, "p95Millis"), lags.at(95));
            report.figure(Figures.name(phase, "p99Millis"), lags.at(99));
        }
    }

    /** Both tenants' traffic. */
    private record Flood(Stand stand, Pipeline pipeline, Tenant quiet, Tenant noisy) {

        private static final String OF_NOISY =
                "SELECT SUM(webhooks) FROM traffic_rollup WHERE tenant_id = ?"
                        + " AND grain = 'hour' AND outcome = 'received'";

        Phase quiet(double perSecond, Duration time) throws IOException, InterruptedException {
            return measure(0, 0, perSecond, time);
        }

        Phase flooded(double perSecond, Duration time) throws IOException, InterruptedException {
            try (Database database = Database.of(stand.cloud());
                    QueueFill fill = new QueueFill(stand.cloud(), Shape.ONE_EVENT)) {
                long before = drained(database);
                long sent = 0;
                // The worker drains meanwhile: it is filled until so many are left to it.
                while (sent - (drained(database) - before) < FLOOD) {
                    sent += fill.send(List.of(noisy), FLOOD / 10).size();
                }
                pipeline.expect(sent);
                return measure(before + sent, drained(database), perSecond, time);
            }
        }

        private long drained(Database database) throws IOException {
            return database.number(OF_NOISY, Ids.bytes(noisy.id()));
        }

        /**
         * @param target how many of the noisy tenant's will have been drained when the flood is
         *     over
         */
        private Phase measure(long target, long drained, double perSecond, Duration time)
                throws IOException, InterruptedException {
            Instant start = Instant.now();
            Lags lags = new Lags();
            Progress noisyDrained = new Progress();
            try (Watch _ =
                            Watch.over(
                                    Database.of(stand.cloud()),
                                    RESOLUTION,
                                    database -> look(database, start, lags));
                    Watch _ =
                            Watch.over(
                                    Database.of(stand.cloud()),
                                    Duration.ofMillis(100),
                                    database ->
                                            noisyDrained.seen(
                                                    System.nanoTime(), drained(database)))) {
                Tally tally = pipeline.post(List.of(quiet), Pace.open(perSecond), time);
                long missing = pipeline.drain();
                Thread.sleep(RESOLUTION.multipliedBy(20)); // the last look at the quiet tenant
                Instant end = target == 0 ? Instant.now() : floodEnd(noisyDrained, target);
                return new Phase(
                        Math.max(0, target - drained),
                        target == 0 ? 0 : Duration.between(start, end).toMillis() / 1000.0,
                        lags.between(start, end),
                        missing + Math.max(0, tally.accepted() - lags.count()),
                        tally.failed());
            }
        }

        private static Instant floodEnd(Progress drained, long target) throws InterruptedException {
            if (!Watch.await(drained, target, Duration.ofSeconds(5))) {
                throw new LauncherException("The flood was never drained.");
            }
            return Instant.now().minus(drained.idle(System.nanoTime()));
        }

        private void look(Database database, Instant start, Lags lags) throws IOException {
            database.query(
                    "SELECT id FROM webhook WHERE tenant_id = ? AND id >= ?",
                    row -> {
                        UUID id = Ids.uuid(row.getBytes(1));
                        lags.seen(id, Ids.madeAt(id), Instant.now());
                    },
                    Ids.bytes(quiet.id()),
                    Ids.bytes(Ids.firstAt(start)));
        }
    }
}
