package dev.spillway.load.bench;

import dev.spillway.load.database.Census;
import dev.spillway.load.database.CommittedEvents;
import dev.spillway.load.database.Database;
import dev.spillway.load.database.Ledger;
import dev.spillway.load.database.LockCounters;
import dev.spillway.load.queue.QueueFill;
import dev.spillway.load.queue.Shape;
import dev.spillway.load.report.Report;
import dev.spillway.load.stand.ProcessorTime;
import dev.spillway.load.stand.Stand;
import dev.spillway.load.stand.Tenant;
import dev.spillway.platform.telemetry.Metrics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.DoubleSupplier;

/**
 * A full queue, and workers that are started on it; and the queue filled again while they rest,
 * until they have become no faster. Measured is what the database has committed, in two rounds
 * more, from a round's first commit until its queue is nearly empty; rounds that the machine's host
 * disturbs are taken again.
 */
final class DrainRun {

    /** The first so many seconds of the process are reported by themselves. */
    private static final Duration COLD = Duration.ofSeconds(10);

    /** What is left in the end keeps no longer all writers busy. */
    private static final double NEARLY_ALL = 0.95;

    /** Rounds, once it is warm. */
    private static final int MEASURED = 2;

    private static final Duration LOOK = Duration.ofMillis(100);

    /** Longer than the worker's own patience with a database that does not take writes. */
    private static final Duration STANDSTILL = Duration.ofSeconds(90);

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
            double mostStolen,
            Worked worked,
            double retries,
            double failed,
            LockCounters locks,
            Ledger ledger,
            Census census) {

        /** Of all three processes, for 10,000 events. */
        double processorSeconds() {
            return worked.all();
        }

        void into(Report report, String phase) {
            report.figure(phase + "EventsPerSecond", perSecond);
            report.figure(phase + "ColdEventsPerSecond", coldPerSecond);
            report.figure(phase + "MostStolen", mostStolen);
            report.figure(phase + "WorkerCpuSecondsPer10k", worked.worker);
            report.figure(phase + "DatabaseCpuSecondsPer10k", worked.database);
            report.figure(phase + "QueueCpuSecondsPer10k", worked.queue);
            report.figure(phase + "Deadlocks", (double) locks.deadlocks());
            report.figure(phase + "LockWaits", (double) locks.waits());
            report.figure(phase + "LockWaitMillis", (double) locks.waitMillis());
            report.figure(phase + "Retries", retries);
            report.figure(phase + "Failed", failed);
            report.figure(phase + "Lost", (double) census.lost());
            report.figure(phase + "Doubled", (double) census.doubled());
            report.promise(phase + ": nothing failed", failed == 0);
            report.promise(
                    phase + ": nothing lost or doubled",
                    census.lost() == 0 && census.doubled() == 0);
            report.promise(
                    phase + ": received = stored + duplicates + dead letters", ledger.balances());
        }
    }

    /**
     * Processor seconds per 10,000 events.
     *
     * @param worker all of them: their threads, their compilers and their collectors
     * @param database the server
     * @param queue likewise
     */
    private record Worked(double worker, double database, double queue) {

        double all() {
            return worker + database + queue;
        }
    }

    /**
     * One filling that was drained.
     *
     * @param events committed, by time
     * @param worker processor seconds of all workers, and likewise of the others
     */
    private record Round(Progress events, double worker, double database, double queue) {

        double perSecond() {
            return events.perSecond(Duration.ZERO, events.until(NEARLY_ALL));
        }
    }

    /**
     * Fills, drains and counts.
     *
     * @param eventsPerSecond what is guessed: a round is as much as that rate takes for the time
     *     that is measured
     */
    Result of(Shape shape, int eventsPerSecond) throws IOException, InterruptedException {
        int webhooks = (int) (options.time().toSeconds() * eventsPerSecond / shape.events());
        Set<UUID> sent = fill(shape, webhooks);
        LockCounters before = LockCounters.of(database);
        try (Workers workers = Workers.start(stand, options, options.workers())) {
            Round cold = drain(workers, sent.size(), () -> {});
            QuietRounds.Round<Round> warm =
                    () -> {
                        workers.rest();
                        sent.addAll(fill(shape, webhooks));
                        return drain(workers, sent.size(), workers::goOn);
                    };
            untilFlat(warm);
            QuietRounds<Round> quiet = QuietRounds.take(MEASURED, warm);
            return new Result(
                    Figures.median(quiet.rounds(), Round::perSecond),
                    cold.events().perSecond(Duration.ZERO, COLD),
                    quiet.mostStolen(),
                    worked(quiet.rounds()),
                    workers.meter(Metrics.RETRIED, "COUNT"),
                    workers.meter(Metrics.DEAD_LETTERS, "COUNT")
                            + workers.meter(Metrics.HANDED_BACK, "COUNT"),
                    LockCounters.of(database).since(before),
                    Ledger.of(database),
                    Census.of(database, sent, shape.events()));
        }
    }

    /** Of the speed of several workers nothing is promised, so nobody waits until it is flat. */
    private void untilFlat(QuietRounds.Round<Round> round)
            throws IOException, InterruptedException {
        if (options.workers() == 1) {
            WarmUp.run(_ -> round.take().perSecond());
        }
    }

    private static Worked worked(List<Round> rounds) {
        double per10k = rounds.stream().mapToLong(round -> round.events.last()).sum() / 10_000.0;
        return new Worked(
                rounds.stream().mapToDouble(Round::worker).sum() / per10k,
                rounds.stream().mapToDouble(Round::database).sum() / per10k,
                rounds.stream().mapToDouble(Round::queue).sum() / per10k);
    }

    /**
     * Returns when all of what was sent is stored.
     *
     * @param webhooks sent since the workers were started
     * @param begin what lets them begin
     */
    private Round drain(Workers workers, long webhooks, Runnable begin)
            throws IOException, InterruptedException {
        long before = CommittedEvents.count(database);
        Progress events = new Progress();
        Progress received = new Progress();
        DoubleSupplier own = workers.processorSeconds();
        ProcessorTime server = ProcessorTime.since(stand.database());
        ProcessorTime queue = ProcessorTime.since(stand.process("local-cloud"));
        begin.run();
        try (Watch _ =
                Watch.over(
                        Database.of(stand.cloud()),
                        LOOK,
                        looked -> look(looked, before, events, received))) {
            if (!Watch.await(received, webhooks, STANDSTILL)) {
                System.out.println("  the drain stood still before everything was stored");
            }
            workers.requireAlive();
        }
        Round round = new Round(events, own.getAsDouble(), server.seconds(), queue.seconds());
        System.out.printf("  %,.0f events/s%n", round.perSecond());
        return round;
    }

    private Set<UUID> fill(Shape shape, int webhooks) throws InterruptedException {
        System.out.printf("  filling the queue with %,d webhooks …%n", webhooks);
        try (QueueFill fill = new QueueFill(stand.cloud(), shape)) {
            return fill.send(tenants, webhooks);
        }
    }

    private static void look(Database database, long before, Progress events, Progress received)
            throws IOException {
        long count = CommittedEvents.count(database);
        events.seen(System.nanoTime(), count - before);
        received.seen(System.nanoTime(), Ledger.of(database).received());
    }
}
