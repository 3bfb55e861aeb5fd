package dev.spillway.load.bench;

import dev.spillway.load.database.BareInsert;
import dev.spillway.load.database.BulkLoad;
import dev.spillway.load.database.Database;
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
 * Events a second that the worker stores durably out of a full queue, with one event in a webhook
 * and with ten, beside a plain multi-row insert of the same bytes into the same database; and what
 * an event costs when the tables are large.
 */
final class DrainBench implements Bench {

    private static final int TENANTS = 20;
    private static final double LEAST_RATIO_OF_ONE = 0.35;
    private static final double LEAST_RATIO_OF_TEN = 0.6;

    /** Above this the cost of an event has grown with the tables, not swung. */
    private static final double MOST_GROWTH = 1.25;

    /** What larger tables are compared with. */
    private static final int MILLION = 1_000_000;

    /** The goal with one event, and what would be its like with ten. */
    private static final int GUESS_OF_ONE = 15_000;

    private static final int GUESS_OF_TEN = 25_000;

    /** Event rows that Convoy wrote a second. */
    private static final int CONVOY_ROWS = 412;

    /** Webhooks that Outpost delivered a second. */
    private static final int OUTPOST_DELIVERIES = 535;

    @Override
    public String name() {
        return "drain";
    }

    @Override
    public String summary() {
        return "events stored a second, beside a plain insert of the same bytes (--rows 20000000,"
                + " --workers 4)";
    }

    @Override
    public void run(BenchOptions options, Report report) throws IOException, InterruptedException {
        List<Tenant> tenants = Prepared.settled(options, Map.of(Vendor.SENDGRID, TENANTS));
        try (Stand stand = Prepared.start(options, QueueStorage.DISK, Set.of());
                Database database = Database.of(stand.cloud())) {
            describe(database, report);
            Phases phases =
                    new Phases(
                            database,
                            tenants,
                            new DrainRun(stand, options, tenants, database),
                            options,
                            report);
            report.figure("workers", (double) options.workers());
            DrainRun.Result one = options.workers() == 1 ? phases.all() : phases.several();
            report.figure("eventsPerSecond", one.perSecond());
            toBeBeaten(report);
            report.figure("lost", (double) phases.lost);
            report.figure("doubled", (double) phases.doubled);
        }
    }

    private static void describe(Database database, Report report) throws IOException {
        report.section(database.product());
        report.figure("bufferPoolMegabytes", database.bufferPoolMegabytes());
        report.promise(
                "durable: innodb_flush_log_at_trx_commit is 1 on the server", database.isDurable());
    }

    /** On the machine where the goal was set; others' figures are of rows and of deliveries. */
    private static void toBeBeaten(Report report) {
        report.section("To be beaten, on another machine (docs/benchmarks.md)");
        report.figure("goalEventsPerSecond", GUESS_OF_ONE);
        report.figure("toBeatConvoyRowsPerSecond", CONVOY_ROWS);
        report.figure("toBeatOutpostDeliveriesPerSecond", OUTPOST_DELIVERIES);
    }

    /** The parts of the run, each from tables that hold nothing of the one before. */
    private static final class Phases {

        private final Database database;
        private final List<Tenant> tenants;
        private final DrainRun drain;
        private final BenchOptions options;
        private final Report report;
        private long lost;
        private long doubled;

        Phases(
                Database database,
                List<Tenant> tenants,
                DrainRun drain,
                BenchOptions options,
                Report report) {
            this.database = database;
            this.tenants = tenants;
            this.drain = drain;
            this.options = options;
            this.report = report;
        }

        /** Of one worker: everything that is promised of speed. */
        DrainRun.Result all() throws IOException, InterruptedException {
            DrainRun.Result one = compared("one", Shape.ONE_EVENT, GUESS_OF_ONE);
            compared("ten", Shape.TEN_EVENTS, GUESS_OF_TEN);
            growth(one, options.rows(MILLION));
            return one;
        }

        /**
         * Several workers in each other's way: that nothing fails, is lost or doubled. They have
         * the processors of one, so of their speed nothing is promised.
         */
        DrainRun.Result several() throws IOException, InterruptedException {
            database.forgetWhatWasDrained();
            report.section("Workers: " + options.workers());
            return drained("workers" + options.workers(), Shape.ONE_EVENT, GUESS_OF_ONE);
        }

        private DrainRun.Result compared(String phase, Shape shape, int guess)
                throws IOException, InterruptedException {
            database.forgetWhatWasDrained();
            report.section("Events in a webhook: " + shape.events());
            DrainRun.Result result = drained(phase, shape, guess);
            double baseline = baseline(phase);
            double ratio = result.perSecond() / baseline;
            report.figure(phase + "Ratio", ratio);
            double least = shape.events() == 1 ? LEAST_RATIO_OF_ONE : LEAST_RATIO_OF_TEN;
            report.promise(
                    "%s: at least %s of the plain insert".formatted(phase, least), ratio >= least);
            return result;
        }

        private DrainRun.Result drained(String phase, Shape shape, int guess)
                throws IOException, InterruptedException {
            DrainRun.Result result = drain.of(shape, guess);
            result.into(report, phase);
            lost += result.census().lost();
            doubled += result.census().doubled();
            return result;
        }

        private double baseline(String phase) throws IOException, InterruptedException {
            double best = 0;
            Duration time = options.time().dividedBy(2);
            try (BareInsert insert = BareInsert.prepare(database, tenants)) {
                for (BareInsert.Way way : BareInsert.Way.ALL) {
                    double rate = insert.perSecond(way, time);
                    report.figure(
                            "%sBaseline%dx%dPerSecond"
                                    .formatted(phase, way.connections(), way.batch()),
                            rate);
                    best = Math.max(best, rate);
                }
                report.figure(
                        phase + "EventRowsOnlyPerSecond",
                        insert.perSecond(BareInsert.Way.EVENTS_ONLY, time));
            }
            report.figure(phase + "BaselinePerSecond", best);
            return best;
        }

        /** Up to a million rows beside none, beyond it beside a million. */
        private void growth(DrainRun.Result ofNone, int rows)
                throws IOException, InterruptedException {
            if (rows == 0) {
                return;
            }
            DrainRun.Result few = rows > MILLION ? large(MILLION) : ofNone;
            DrainRun.Result many = large(rows);
            double growth = few.perSecond() / many.perSecond();
            report.figure("growth", growth);
            report.figure(
                    "growthOfProcessorTime", many.processorSeconds() / few.processorSeconds());
            if (rows > MILLION) {
                report.promise(
                        "an event costs at most a quarter more than at a million rows",
                        growth <= MOST_GROWTH);
            }
        }

        private DrainRun.Result large(int rows) throws IOException, InterruptedException {
            database.forgetWhatWasDrained();
            report.section("Rows stored before: %,d".formatted(rows));
            new BulkLoad(database).load(tenants, rows);
            String phase = "rows" + rows;
            DrainRun.Result result = drained(phase, Shape.ONE_EVENT, GUESS_OF_ONE);
            report.figure(phase + "MicrosPerEvent", 1e6 / result.perSecond());
            return result;
        }
    }
}
