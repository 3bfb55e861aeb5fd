package dev.spillway.load.bench;

import dev.spillway.launcher.home.LauncherException;
import dev.spillway.load.database.ClaimLoad;
import dev.spillway.load.database.ClaimStore;
import dev.spillway.load.database.Database;
import dev.spillway.load.database.LockCounters;
import dev.spillway.load.database.LongestStatement;
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
import org.HdrHistogram.Histogram;

/**
 * What it costs to delete claims that have expired (ADR 0045): a worker keeps house over a table of
 * which half has, without a pause between its turns, while claims are stored beside it. The
 * baseline are the stores without that.
 */
final class ExpireBench implements Bench {

    private static final int TENANTS = 20;
    private static final int CLAIMS = 2_000_000;

    /** Half of what the worker's stores wait for a lock ({@code innodb_lock_wait_timeout}). */
    private static final double MOST_MILLIS = 2_500;

    /** One busy connection beside two may take a third from them; as much again is noise. */
    private static final double LEAST_RATIO = 0.33;

    /** As its name is, a worker keeps house only while nobody else does. */
    private static final String HOUSE = "CONCAT('spillway.retention.', DATABASE())";

    /** No pause to speak of between two turns: ten seconds is what a worker has (ADR 0045). */
    private static final Map<String, String> WITHOUT_PAUSE =
            Map.of("SPILLWAY_RETENTION_INTERVAL", "100ms");

    private static final String GONE = "spillway.retention.gone?tag=chore:";
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration LOOK_AT_STATEMENTS = Duration.ofMillis(20);

    /** Longer than a stretch of living claims takes, of fifty million. */
    private static final Duration STANDSTILL = Duration.ofMinutes(5);

    @Override
    public String name() {
        return "expire";
    }

    @Override
    public String summary() {
        return "deleting claims that have expired, and what stores notice of it (--rows 50000000)";
    }

    @Override
    public void run(BenchOptions options, Report report) throws IOException, InterruptedException {
        List<Tenant> tenants = Prepared.settled(options, Map.of(Vendor.SENDGRID, TENANTS));
        try (Stand stand = Prepared.start(options, QueueStorage.DISK, Set.of());
                Database database = Database.of(stand.cloud())) {
            ClaimLoad load = new ClaimLoad(database);
            ClaimLoad.Loaded loaded = load(load, tenants, options, report);
            describe(database, report);
            keepHouse(database, false);
            long stored;
            try (Workers workers = Workers.start(stand, options, 1, WITHOUT_PAUSE);
                    ClaimStore store = ClaimStore.start(database, tenants)) {
                LockCounters locks = LockCounters.of(database);
                measure(new Sweeping(stand, database, workers, store, loaded), options, report);
                locks(report, LockCounters.of(database).since(locks));
                report.figure("storesFailed", (double) store.failed());
                report.promise("no store failed", store.failed() == 0);
                stored = store.stop();
            }
            count(load, loaded.living() + stored, report);
        }
    }

    private static ClaimLoad.Loaded load(
            ClaimLoad load, List<Tenant> tenants, BenchOptions options, Report report)
            throws IOException {
        int rows = options.rows(CLAIMS);
        report.section("Loading %,d claims that have expired, and as many more".formatted(rows));
        ClaimLoad.Loaded loaded = load.load(tenants, rows);
        report.figure("claimsExpired", (double) loaded.expired());
        report.figure("claimsLiving", (double) loaded.living());
        return loaded;
    }

    private static void describe(Database database, Report report) throws IOException {
        report.section(database.product());
        report.figure("bufferPoolMegabytes", database.bufferPoolMegabytes());
        report.figure("claimMegabytes", database.megabytes("webhook_claim", "event_claim"));
    }

    /** Whether workers may keep house; the lock is this connection's, or free. */
    private static void keepHouse(Database database, boolean allowed) throws IOException {
        String sql = allowed ? "SELECT RELEASE_LOCK(%s)" : "SELECT GET_LOCK(%s, 60)";
        if (database.number(sql.formatted(HOUSE)) != 1) {
            throw new LauncherException("Housekeeping could not be told to wait, or to go on.");
        }
    }

    private record Sweeping(
            Stand stand,
            Database database,
            Workers workers,
            ClaimStore store,
            ClaimLoad.Loaded loaded) {}

    private static void measure(Sweeping sweeping, BenchOptions options, Report report)
            throws IOException, InterruptedException {
        Duration step = WarmUp.step(options.time());
        WarmUp.run(_ -> stores(sweeping, () -> Thread.sleep(step)).perSecond());
        Stores before = stores(sweeping, () -> Thread.sleep(options.time()));
        LongestStatement longest = new LongestStatement("DELETE FROM %\\_claim WHERE%");
        double[] seconds = new double[1];
        Stores during;
        try (Watch _ =
                Watch.over(
                        Database.of(sweeping.stand.cloud()), LOOK_AT_STATEMENTS, longest::look)) {
            keepHouse(sweeping.database, true);
            during = stores(sweeping, () -> seconds[0] = awaitGone(sweeping));
        }
        keepHouse(sweeping.database, false);
        Stores after = stores(sweeping, () -> Thread.sleep(options.time()));
        report.figure("expireSeconds", seconds[0]);
        report.figure("expiredPerSecond", sweeping.loaded.expired() / seconds[0]);
        before.into(report, "baselineBefore");
        after.into(report, "baselineAfter");
        during.into(report, "");
        report.figure("longestDeleteMillis", longest.millis());
        compare(report, new Comparison(before, during, after), longest.millis());
    }

    /** Claims stored while something went on. */
    record Stores(double perSecond, double p99Millis, double longestMillis) {

        void into(Report report, String phase) {
            report.figure(Figures.name(phase, "claimsStoredPerSecond"), perSecond);
            report.figure(Figures.name(phase, "storeP99Millis"), p99Millis);
            report.figure(Figures.name(phase, "longestStoreMillis"), longestMillis);
        }
    }

    /** Something that takes its time. */
    @FunctionalInterface
    private interface Meanwhile {
        void run() throws IOException, InterruptedException;
    }

    private static Stores stores(Sweeping sweeping, Meanwhile meanwhile)
            throws IOException, InterruptedException {
        ClaimStore store = sweeping.store;
        var _ = store.micros(); // what was until now does not count
        long claims = store.claims();
        long start = System.nanoTime();
        meanwhile.run();
        store.requireRunning();
        Histogram micros = store.micros();
        return new Stores(
                (store.claims() - claims) * 1e9 / (System.nanoTime() - start),
                micros.getValueAtPercentile(99) / 1000.0,
                micros.getMaxValue() / 1000.0);
    }

    /** Returns after how many seconds the last of them went; what stands still has ended, too. */
    private static double awaitGone(Sweeping sweeping) throws IOException, InterruptedException {
        long start = System.nanoTime();
        long last = start;
        long gone = 0;
        while (gone < sweeping.loaded.expired()
                && System.nanoTime() - last < STANDSTILL.toNanos()) {
            Thread.sleep(LOOK);
            sweeping.workers.requireAlive();
            sweeping.store.requireRunning();
            long now = gone(sweeping.workers);
            if (now > gone) {
                gone = now;
                last = System.nanoTime();
            }
        }
        return (last - start) / 1e9;
    }

    private static long gone(Workers workers) throws IOException, InterruptedException {
        return (long)
                (workers.meter(GONE + "webhook_claim", "COUNT")
                        + workers.meter(GONE + "event_claim", "COUNT"));
    }

    /** Stores while nothing expired, while claims did, and when none were left. */
    record Comparison(Stores before, Stores during, Stores after) {

        /** Of the mean of both times without. */
        double ratio() {
            return during.perSecond * 2 / (before.perSecond + after.perSecond);
        }

        boolean wentOn() {
            return ratio() >= LEAST_RATIO;
        }

        /**
         * Whether no lock was held for so long that a store would have given up.
         *
         * @param longestDelete not a number where none was long enough to be seen
         */
        boolean waitedBriefly(double longestDelete) {
            return during.longestMillis <= MOST_MILLIS && !(longestDelete > MOST_MILLIS);
        }
    }

    private static void compare(Report report, Comparison comparison, double longestDelete) {
        report.figure("ratio", comparison.ratio());
        report.promise("stores went on, at a third of their rate or more", comparison.wentOn());
        report.promise(
                "no delete ran for 2.5 s, and no store took that long",
                comparison.waitedBriefly(longestDelete));
    }

    private static void locks(Report report, LockCounters locks) {
        report.figure("deadlocks", (double) locks.deadlocks());
        report.figure("lockWaits", (double) locks.waits());
        report.figure("lockWaitMillis", (double) locks.waitMillis());
    }

    private static void count(ClaimLoad load, long living, Report report) throws IOException {
        long left = load.expiredLeft();
        long there = load.living();
        report.figure("expiredLeft", (double) left);
        report.figure("lost", (double) (living - there));
        report.promise(
                "all that had expired is gone, and nothing else", left == 0 && there == living);
    }
}
