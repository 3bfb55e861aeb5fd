package dev.spillway.load.bench;

import dev.spillway.launcher.home.LauncherException;
import dev.spillway.load.database.Database;
import dev.spillway.load.queue.QueueFill;
import dev.spillway.load.queue.Shape;
import dev.spillway.load.report.Report;
import dev.spillway.load.stand.Stand;
import dev.spillway.load.stand.Tenant;
import dev.spillway.load.traffic.Pace;
import dev.spillway.load.traffic.Tally;
import dev.spillway.platform.id.Ids;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** A quiet tenant who posts to the door, and a noisy one whose webhooks fill the queue. */
final class Flood {

    /** Of the noisy tenant, in the queue before the quiet one begins. */
    static final int WEBHOOKS = 100_000;

    /** Between two looks for the quiet tenant's rows. */
    static final Duration RESOLUTION = Duration.ofMillis(20);

    private static final Duration LOOK_AT_NOISY = Duration.ofMillis(100);

    private static final String DRAINED =
            "SELECT SUM(webhooks) FROM traffic_rollup WHERE tenant_id = ?"
                    + " AND grain = 'hour' AND outcome = 'received'";

    /** All in one index: bodies are not touched. */
    private static final String STORED =
            "SELECT id FROM webhook WHERE tenant_id = ? AND source_id = ? AND id >= ?";

    private final Stand stand;
    private final Pipeline pipeline;
    private final Workers workers;
    private final Tenant quiet;
    private final Tenant noisy;

    Flood(Stand stand, Pipeline pipeline, Workers workers, Tenant quiet, Tenant noisy) {
        this.stand = stand;
        this.pipeline = pipeline;
        this.workers = workers;
        this.quiet = quiet;
        this.noisy = noisy;
    }

    /**
     * A time of quiet traffic.
     *
     * @param queued webhooks of the noisy tenant that were not drained when it began
     * @param posting how long the quiet tenant posted
     * @param floodSeconds from its beginning until the last of them was
     * @param lags of the quiet tenant's webhooks that were received in the meantime
     * @param overtaken webhooks of the noisy tenant that were not drained when the first of the
     *     quiet one's was seen
     * @param accepted webhooks of the quiet tenant
     * @param missing webhooks of either that were never drained
     * @param failed webhooks of the quiet tenant that the door did not accept
     */
    record Phase(
            long queued,
            Duration posting,
            double floodSeconds,
            Lags.Percentiles lags,
            long overtaken,
            long accepted,
            long missing,
            long failed) {

        private static final int LEAST_LAGS = 200;

        boolean complete() {
            return missing <= 0 && failed == 0 && lags.count() >= LEAST_LAGS;
        }

        /**
         * Whether it was the flood that is spoken of: all of it queued before, so many times the
         * quiet tenant's, and still there when he had posted his last.
         */
        boolean isFlood(int webhooks, int ratio) {
            return queued >= webhooks
                    && accepted > 0
                    && Math.round(queued / (double) accepted) >= ratio
                    && floodSeconds * 1e9 > posting.toNanos();
        }

        /** Whether nobody waited until all of the flood was drained. */
        boolean overtakesItsEnd() {
            return lags.at(100) < floodSeconds * 1000;
        }

        void into(Report report, String phase) {
            report.figure(Figures.name(phase, "queuedBefore"), (double) queued);
            report.figure(Figures.name(phase, "floodSeconds"), floodSeconds);
            report.figure(Figures.name(phase, "postingSeconds"), posting.toMillis() / 1000.0);
            report.figure(Figures.name(phase, "quietWebhooks"), (double) lags.count());
            report.figure(Figures.name(phase, "overtaken"), (double) overtaken);
            report.figure(Figures.name(phase, "p50Millis"), lags.at(50));
            report.figure(Figures.name(phase, "p95Millis"), lags.at(95));
            report.figure(Figures.name(phase, "p99Millis"), lags.at(99));
            report.figure(Figures.name(phase, "longestMillis"), lags.at(100));
        }
    }

    /** The quiet tenant by himself. */
    Phase without(double perSecond, Duration time) throws IOException, InterruptedException {
        Instant start = Instant.now();
        Lags lags = new Lags();
        try (Watch _ = watchQuiet(start, lags, () -> {})) {
            Posted posted = post(perSecond, time, lags);
            return new Phase(
                    0, time, 0, lags.all(), 0, posted.accepted, posted.missing, posted.failed);
        }
    }

    /** The quiet tenant after the noisy one, whose webhooks were queued while no worker worked. */
    Phase flooded(Shape shape, double perSecond, Duration time)
            throws IOException, InterruptedException {
        try (Database database = Database.of(stand.cloud())) {
            workers.rest();
            long all = drained(database) + fill(shape);
            long queued = all - drained(database);
            Instant start = Instant.now();
            Lags lags = new Lags();
            Progress noisyDrained = new Progress();
            AtomicLong overtaken = new AtomicLong(-1);
            try (Watch _ =
                            watchQuiet(
                                    start,
                                    lags,
                                    () -> overtaken.compareAndSet(-1, all - noisyDrained.last()));
                    Watch _ = watchNoisy(noisyDrained)) {
                workers.goOn();
                Posted posted = post(perSecond, time, lags);
                Instant end = end(noisyDrained, all);
                return new Phase(
                        queued,
                        time,
                        Duration.between(start, end).toMillis() / 1000.0,
                        lags.between(start, end),
                        overtaken.get(),
                        posted.accepted,
                        posted.missing,
                        posted.failed);
            }
        }
    }

    /** Returns how many webhooks of the noisy tenant the queue took. */
    private int fill(Shape shape) throws InterruptedException {
        System.out.printf(
                "  filling the queue with %,d webhooks, %d in a message …%n",
                WEBHOOKS, shape.webhooks());
        try (QueueFill fill = new QueueFill(stand.cloud(), shape)) {
            int sent = fill.send(List.of(noisy), WEBHOOKS).size();
            pipeline.expect(sent);
            return sent;
        }
    }

    private long drained(Database database) throws IOException {
        return database.number(DRAINED, Ids.bytes(noisy.id()));
    }

    private record Posted(long accepted, long missing, long failed) {}

    /** Returns when everything has been drained, and seen. */
    private Posted post(double perSecond, Duration time, Lags lags)
            throws IOException, InterruptedException {
        Tally tally = pipeline.post(List.of(quiet), Pace.open(perSecond), time);
        long missing = pipeline.drain();
        Thread.sleep(RESOLUTION.multipliedBy(20)); // the last look
        return new Posted(
                tally.accepted(),
                Math.max(0, missing) + Math.max(0, tally.accepted() - lags.count()),
                tally.failed());
    }

    private Watch watchQuiet(Instant start, Lags lags, Runnable atSight) throws IOException {
        return Watch.over(
                Database.of(stand.cloud()),
                RESOLUTION,
                database ->
                        database.query(
                                STORED,
                                row -> {
                                    UUID id = Ids.uuid(row.getBytes(1));
                                    lags.seen(id, Ids.madeAt(id), Instant.now());
                                    atSight.run();
                                },
                                Ids.bytes(quiet.id()),
                                Ids.bytes(quiet.sourceId()),
                                Ids.bytes(Ids.firstAt(start))));
    }

    private Watch watchNoisy(Progress drained) throws IOException {
        return Watch.over(
                Database.of(stand.cloud()),
                LOOK_AT_NOISY,
                database -> drained.seen(System.nanoTime(), drained(database)));
    }

    private static Instant end(Progress drained, long all) throws InterruptedException {
        if (!Watch.await(drained, all, Duration.ofSeconds(5))) {
            throw new LauncherException("The flood was never drained.");
        }
        return Instant.now().minus(drained.idle(System.nanoTime()));
    }
}
