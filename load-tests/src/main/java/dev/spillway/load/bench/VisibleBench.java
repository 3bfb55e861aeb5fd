package dev.spillway.load.bench;

import dev.spillway.load.database.Database;
import dev.spillway.load.database.Ledger;
import dev.spillway.load.report.Report;
import dev.spillway.load.stand.ApiKey;
import dev.spillway.load.stand.Meters;
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
 * together. The baseline is a lone webhook in an idle instance.
 */
final class VisibleBench implements Bench {

    private static final int TENANTS = 20;
    private static final double MOST_MILLIS = 1000;
    private static final int LONE = 30;
    private static final Duration PROBE_EVERY = Duration.ofMillis(100);

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
                                Set.of("ingestion-service", "analytics-worker", "core-app"));
                Pipeline pipeline = new Pipeline(stand, options)) {
            Tenant watched = tenants.getFirst();
            ApiKey api = ApiKey.of(watched, stand);
            double rate = rate(pipeline, tenants, options, report);
            Probes lone = new Probes(watched, api, options.bodyBytes());
            lone.oneByOne(LONE);
            into(report, "lone", lone);
            Probes loaded = new Probes(watched, api, options.bodyBytes());
            underLoad(stand, pipeline, tenants, loaded, rate, options, report);
            into(report, "", loaded);
            report.figure("apiUnavailable", (double) api.unavailable());
            report.figure("resolutionMillis", (double) Probes.RESOLUTION.toMillis());
            pipeline.expect(lone.sent() + (long) loaded.sent());
            check(stand, pipeline, lone.missing() + loaded.missing(), report);
            report.promise(
                    "p99 at most 1 s from accepted to visible",
                    loaded.lags().at(99) <= MOST_MILLIS);
        }
    }

    private static double rate(
            Pipeline pipeline, List<Tenant> tenants, BenchOptions options, Report report)
            throws IOException, InterruptedException {
        WarmUp.run(time -> pipeline.carried(tenants, time));
        if (options.rate() > 0) {
            return options.rate();
        }
        double carried = pipeline.carried(tenants, options.time());
        report.figure("carriedPerSecond", carried);
        return carried / 2;
    }

    private static void underLoad(
            Stand stand,
            Pipeline pipeline,
            List<Tenant> tenants,
            Probes probes,
            double rate,
            BenchOptions options,
            Report report)
            throws IOException, InterruptedException {
        Meters worker = new Meters(stand.ports().workerManagement());
        double stored = worker.value(Metrics.LAG, "COUNT");
        double seconds = worker.value(Metrics.LAG, "TOTAL_TIME");
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<Tally> load =
                    thread.submit(() -> pipeline.post(tenants, Pace.open(rate), options.time()));
            probes.atPace(PROBE_EVERY, options.time());
            Tally tally = load.get();
            report.figure("dueFrom", rate);
            report.figure("acksPerSecond", tally.acceptedPerSecond());
            report.figure("failed", (double) tally.failed());
            report.promise("nothing failed", tally.failed() == 0);
        } catch (ExecutionException e) {
            throw new IOException("the load broke off: " + e.getCause(), e);
        }
        report.figure(
                "workerLagMeanMillis",
                (worker.value(Metrics.LAG, "TOTAL_TIME") - seconds)
                        * 1000
                        / Math.max(1, worker.value(Metrics.LAG, "COUNT") - stored));
    }

    private static void into(Report report, String phase, Probes probes) {
        Lags.Percentiles lags = probes.lags();
        report.figure(Figures.name(phase, "probes"), (double) lags.count());
        report.figure(Figures.name(phase, "p50Millis"), lags.at(50));
        report.figure(Figures.name(phase, "p99Millis"), lags.at(99));
    }

    private static void check(Stand stand, Pipeline pipeline, int unseen, Report report)
            throws IOException, InterruptedException {
        long missing = pipeline.drain();
        report.figure("lost", (double) Math.max(0, missing));
        report.figure("unseen", (double) unseen);
        report.promise("all that was accepted was drained, and shown", missing <= 0 && unseen == 0);
        try (Database database = Database.of(stand.cloud())) {
            report.promise(
                    "received = stored + duplicates + dead letters",
                    Ledger.of(database).balances());
        }
    }
}
