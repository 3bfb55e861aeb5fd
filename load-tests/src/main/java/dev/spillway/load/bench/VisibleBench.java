package dev.spillway.load.bench;

import dev.spillway.load.database.Database;
import dev.spillway.load.database.Ledger;
import dev.spillway.load.report.Report;
import dev.spillway.load.stand.ApiKey;
import dev.spillway.load.stand.Stand;
import dev.spillway.load.stand.Tenant;
import dev.spillway.load.stand.Vendor;
import dev.spillway.load.traffic.Pace;
import dev.spillway.load.traffic.Tally;
import dev.spillway.localcloud.queue.QueueStorage;
import dev.spillway.platform.telemetry.Metrics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * From the door's 200 until the dashboard API shows the webhook, at half of what all layers carry
 * together, and at half of what the worker drains by itself where they carry that. The baseline is
 * a lone webhook in an idle instance.
 */
final class VisibleBench implements Bench {

    private static final int TENANTS = 20;
    private static final double MOST_MILLIS = 1000;
    private static final int LONE = 30;
    private static final Duration PROBE_EVERY = Duration.ofMillis(100);

    /**
     * Of what all layers carry: above it a load measures how long the queue has grown. A blast,
     * whose webhooks come many to a message, costs less of each than a load on a schedule does.
     */
    private static final double MOST_OF_CARRIED = 0.6;

    @Override
    public String name() {
        return "visible";
    }

    @Override
    public String summary() {
        return "time until the dashboard API shows what was accepted, at half load";
    }

    @Override
    public void run(BenchOptions options, Report report) throws IOException, InterruptedException {
        List<Tenant> tenants = Prepared.settled(options, Map.of(Vendor.STRIPE, TENANTS));
        try (Stand stand =
                        Prepared.start(
                                options,
                                QueueStorage.DISK,
                                Set.of("ingestion-service", "core-app"));
                Workers workers = Workers.start(stand, options, 1);
                Pipeline pipeline = new Pipeline(stand, options)) {
            ApiKey api = ApiKey.of(tenants.getFirst(), stand);
            Run run = new Run(pipeline, workers, tenants, api, options, report);
            run.measure();
            report.figure("apiUnavailable", (double) api.unavailable());
            report.figure("resolutionMillis", (double) Probes.RESOLUTION.toMillis());
            run.check(stand);
        }
    }

    /** Whether so much can be asked of the door for a while without the queue growing longer. */
    static boolean isCarried(double perSecond, double carriedPerSecond) {
        return perSecond <= carriedPerSecond * MOST_OF_CARRIED;
    }

    /** One instance's. */
    private static final class Run {

        private final Pipeline pipeline;
        private final Workers workers;
        private final List<Tenant> tenants;
        private final ApiKey api;
        private final BenchOptions options;
        private final Report report;
        private int unseen;

        Run(
                Pipeline pipeline,
                Workers workers,
                List<Tenant> tenants,
                ApiKey api,
                BenchOptions options,
                Report report) {
            this.pipeline = pipeline;
            this.workers = workers;
            this.tenants = tenants;
            this.api = api;
            this.options = options;
            this.report = report;
        }

        void measure() throws IOException, InterruptedException {
            WarmUp.run(time -> pipeline.carried(tenants, time));
            lone();
            if (options.rate() > 0) {
                underLoad("", options.rate());
                return;
            }
            double carried = pipeline.carried(tenants, options.time());
            report.figure("carriedPerSecond", carried);
            underLoad("", carried / 2);
            atHalfOfTheDrain(carried);
        }

        private void lone() throws InterruptedException {
            Probes lone = new Probes(tenants.getFirst(), api, options.bodyBytes());
            lone.oneByOne(LONE);
            into("lone", lone);
        }

        private void atHalfOfTheDrain(double carried) throws IOException, InterruptedException {
            double drained = drained();
            report.figure("drainedPerSecond", drained);
            if (isCarried(drained / 2, carried)) {
                underLoad("halfDrain", drained / 2);
            } else {
                report.section(
                        "Half of what the worker drains by itself is more than door, queue and"
                                + " worker carry together on this machine: no load for minutes.");
            }
        }

        /** The worker's own rate: the door is idle when it begins with what was posted before. */
        private double drained() throws IOException, InterruptedException {
            workers.rest();
            Tally posted = pipeline.post(tenants, Pace.closed(), options.time());
            long start = System.nanoTime();
            workers.goOn();
            long missing = pipeline.drain();
            return (posted.accepted() - Math.max(0, missing)) * 1e9 / (System.nanoTime() - start);
        }

        /**
         * The same goes before it and does not count: a blast has warmed neither the API's reading
         * nor a load on a schedule.
         */
        private void underLoad(String phase, double rate) throws IOException, InterruptedException {
            Probes before = new Probes(tenants.getFirst(), api, options.bodyBytes());
            load(rate, before);
            pipeline.expect(before.sent());
            unseen += before.missing();
            pipeline.drain();
            double stored = workers.meter(Metrics.LAG, "COUNT");
            double seconds = workers.meter(Metrics.LAG, "TOTAL_TIME");
            Probes probes = new Probes(tenants.getFirst(), api, options.bodyBytes());
            Tally tally = load(rate, probes);
            report.figure(Figures.name(phase, "dueFrom"), rate);
            report.figure(Figures.name(phase, "acksPerSecond"), tally.acceptedPerSecond());
            report.figure(Figures.name(phase, "failed"), (double) tally.failed());
            into(phase, probes);
            report.figure(
                    Figures.name(phase, "workerLagMeanMillis"),
                    (workers.meter(Metrics.LAG, "TOTAL_TIME") - seconds)
                            * 1000
                            / Math.max(1, workers.meter(Metrics.LAG, "COUNT") - stored));
            report.promise("nothing failed, at %.0f a second".formatted(rate), tally.failed() == 0);
            report.promise(
                    "p99 at most 1 s from accepted to visible, at %.0f a second".formatted(rate),
                    probes.lags().at(99) <= MOST_MILLIS);
        }

        private Tally load(double rate, Probes probes) throws IOException, InterruptedException {
            try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
                Future<Tally> load =
                        thread.submit(
                                () -> pipeline.post(tenants, Pace.open(rate), options.time()));
                probes.atPace(PROBE_EVERY, options.time());
                return load.get();
            } catch (ExecutionException e) {
                throw new IOException("the load broke off: " + e.getCause(), e);
            }
        }

        private void into(String phase, Probes probes) {
            Lags.Percentiles lags = probes.lags();
            report.figure(Figures.name(phase, "probes"), (double) lags.count());
            report.figure(Figures.name(phase, "p50Millis"), lags.at(50));
            report.figure(Figures.name(phase, "p99Millis"), lags.at(99));
            pipeline.expect(probes.sent());
            unseen += probes.missing();
        }

        void check(Stand stand) throws IOException, InterruptedException {
            long missing = pipeline.drain();
            report.figure("lost", (double) Math.max(0, missing));
            report.figure("unseen", (double) unseen);
            report.promise(
                    "all that was accepted was drained, and shown", missing <= 0 && unseen == 0);
            try (Database database = Database.of(stand.cloud())) {
                report.promise(
                        "received = stored + duplicates + dead letters",
                        Ledger.of(database).balances());
            }
        }
    }
}
