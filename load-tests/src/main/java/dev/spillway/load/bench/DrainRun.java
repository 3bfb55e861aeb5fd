package dev.spillway.load.bench;

import dev.spillway.launcher.home.LauncherException;
import dev.spillway.launcher.process.Service;
import dev.spillway.load.database.Census;
import dev.spillway.load.database.CommittedEvents;
import dev.spillway.load.database.Database;
import dev.spillway.load.database.Ledger;
import dev.spillway.load.database.LockCounters;
import dev.spillway.load.queue.QueueFill;
import dev.spillway.load.queue.Shape;
import dev.spillway.load.report.Report;
import dev.spillway.load.stand.LoneProcess;
import dev.spillway.load.stand.Meters;
import dev.spillway.load.stand.ProcessorTime;
import dev.spillway.load.stand.Stand;
import dev.spillway.load.stand.Tenant;
import dev.spillway.platform.telemetry.Metrics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A full queue, and a worker that is started on it. Measured is what the database has committed,
 * from when the worker has been at it for a while until the queue is nearly empty.
 */
final class DrainRun {

    /** The first so many seconds are reported by themselves. */
    static final Duration COLD = Duration.ofSeconds(10);

    /** What is left in the end keeps no longer all writers busy. */
    private static final double NEARLY_ALL = 0.95;

    private static final Duration LOOK = Duration.ofMillis(50);

    /** Longer than the worker's own patience with a database that does not take writes. */
    private static final Duration STANDSTILL = Duration.ofSeconds(90);

    private static final String WORKER = "analytics-worker";

    private final Stand stand;
    private final BenchOptions options;
    private final List<Tenant> tenants;
    private final Database database;

    DrainRun(Stand stand, BenchOptions options, List<Tenant> tenants, Database database) {
        this.stand = stand;
        this.options = options;
        this.tenants = tenants;
        this.database = database;
    }

    /** What a run came to. */
    record Result(
            double perSecond,
            double coldPerSecond,
            Worked worked,
            LockCounters locks,
            Ledger ledger,
            Census census) {

        void into(Report report, String phase) {
            report.figure(phase + "EventsPerSecond", perSecond);
            report.figure(phase + "ColdEventsPerSecond", coldPerSecond);
            report.figure(phase + "WorkerCpuSecondsPer10k", worked.worker);
            report.figure(phase + "DatabaseCpuSecondsPer10k", worked.database);
            report.figure(phase + "QueueCpuSecondsPer10k", worked.queue);
            report.figure(phase + "Deadlocks", (double) locks.deadlocks());
            report.figure(phase + "LockWaits", (double) locks.waits());
            report.figure(phase + "LockWaitMillis", (double) locks.waitMillis());
            report.figure(phase + "Retries", worked.retries);
            report.figure(phase + "Failed", worked.failed);
            report.figure(phase + "Lost", (double) census.lost());
            report.figure(phase + "Doubled", (double) census.doubled());
            report.promise(phase + ": nothing failed", worked.failed == 0);
            report.promise(
                    phase + ": nothing lost or doubled",
                    census.lost() == 0 && census.doubled() == 0);
            report.promise(
                    phase + ": received = stored + duplicates + dead letters", ledger.balances());
        }
    }

    /**
     * What the worker had to do.
     *
     * @param worker processor seconds per 10,000 events, its start included; likewise the server's
     *     and the queue's
     * @param retries transactions that the database did not take
     * @param failed webhooks that became dead letters, and messages that were handed back
     */
    record Worked(double worker, double database, double queue, double retries, double failed) {}

    /**
     * Fills, drains and counts.
     *
     * @param eventsPerSecond what is guessed: as much is filled in as that rate takes for the time
     *     that is measured and the cold seconds before it
     */
    Result of(Shape shape, int eventsPerSecond) throws IOException, InterruptedException {
        long seconds = COLD.plus(options.time()).toSeconds();
        Set<UUID> sent = fill(shape, (int) (seconds * eventsPerSecond / shape.events()));
        LockCounters before = LockCounters.of(database);
        Progress events = new Progress();
        Worked worked = drain(events, sent.size());
        return new Result(
                warm(events),
                events.perSecond(Duration.ZERO, COLD),
                worked,
                LockCounters.of(database).since(before),
                Ledger.of(database),
                Census.of(database, sent, shape.events()));
    }

    /** Returns when the worker has stopped, so that nothing changes while it is counted. */
    private Worked drain(Progress events, long sent) throws IOException, InterruptedException {
        Progress webhooks = new Progress();
        ProcessorTime server = ProcessorTime.since(stand.database());
        ProcessorTime queue = ProcessorTime.since(stand.process("local-cloud"));
        try (Watch _ =
                        Watch.over(
                                Database.of(stand.cloud()),
                                LOOK,
                                looked -> look(looked, events, webhooks));
                LoneProcess worker = startWorker()) {
            if (!Watch.await(webhooks, sent, STANDSTILL)) {
                System.out.println("  the drain stood still before everything was stored");
            }
            requireAlive(worker);
            double per10k = Math.max(1, events.last()) / 10_000.0;
            Meters meters = new Meters(stand.ports().workerManagement());
            return new Worked(
                    ProcessorTime.sinceStart(worker.handle()).seconds() / per10k,
                    server.seconds() / per10k,
                    queue.seconds() / per10k,
                    meters.value(Metrics.RETRIED, "COUNT"),
                    meters.value(Metrics.DEAD_LETTERS, "COUNT")
                            + meters.value(Metrics.HANDED_BACK, "COUNT"));
        }
    }

    private void requireAlive(LoneProcess worker) {
        if (!worker.handle().isAlive()) {
            throw new LauncherException(
                    "The worker ended before the queue was empty; see "
                            + options.home().log(WORKER));
        }
    }

    private Set<UUID> fill(Shape shape, int webhooks) throws InterruptedException {
        System.out.printf("  filling the queue with %,d webhooks …%n", webhooks);
        try (QueueFill fill = new QueueFill(stand.cloud(), shape)) {
            return fill.send(tenants, webhooks);
        }
    }

    private static void look(Database database, Progress events, Progress webhooks)
            throws IOException {
        long count = CommittedEvents.count(database);
        events.seen(System.nanoTime(), count);
        webhooks.seen(System.nanoTime(), Ledger.of(database).received());
    }

    private LoneProcess startWorker() throws IOException {
        Service worker = stand.service(WORKER);
        return LoneProcess.start(worker, worker.command(), options.home().log(WORKER));
    }

    private static double warm(Progress events) {
        Duration end = events.until(NEARLY_ALL);
        double rate = events.perSecond(COLD, end);
        if (rate == 0) {
            throw new LauncherException(
                    "The queue was empty before the worker was warm: give it more --seconds.");
        }
        return rate;
    }
}
