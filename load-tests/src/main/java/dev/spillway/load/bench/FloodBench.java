package dev.spillway.load.bench;

import dev.spillway.load.report.Report;
import dev.spillway.load.stand.Stand;
import dev.spillway.load.traffic.Pace;
import dev.spillway.load.traffic.SignedWebhooks.Target;
import dev.spillway.load.traffic.SlowSenders;
import dev.spillway.localcloud.queue.QueueStorage;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What a thousand connections that hold what they have do to an honest tenant: the 99th percentile
 * of his acknowledgements by the open model, beside the same without them, in turns.
 */
final class FloodBench implements Bench {

    private static final int SLOW_SENDERS = 1000;

    /** Times the percentile without them. */
    private static final double MOST_TIMES = 2;

    /** Of what the door can carry; a percentile says little where it queues anyway. */
    private static final double LOAD = 0.25;

    private static final int ROUNDS = 5;

    private static final Duration SETTLE = Duration.ofSeconds(1);

    @Override
    public String name() {
        return "flood";
    }

    @Override
    public String summary() {
        return "an honest tenant's acknowledgements beside a thousand slow connections";
    }

    @Override
    public void run(BenchOptions options, Report report) throws IOException, InterruptedException {
        List<Target> targets = Prepared.onboard(options, QueueStorage.DISK, 2);
        List<Target> honest = targets.subList(0, 1);
        Target flooded = targets.getLast();
        try (Stand stand =
                Prepared.start(options, QueueStorage.DISK, Set.of("ingestion-service"))) {
            Door door = new Door(stand, options);
            WarmUp.run(time -> most(door, honest, time));
            double rate =
                    options.rate() > 0 ? options.rate() : most(door, honest, options.time()) * LOAD;
            report.figure("dueEachSecond", rate);
            for (SlowSenders.Shape shape : SlowSenders.Shape.values()) {
                new Rounds(door, honest, rate, options.time()).run(shape, flooded, report);
            }
        }
    }

    private static double most(Door door, List<Target> targets, Duration time)
            throws IOException, InterruptedException {
        return door.blast(targets, Pace.closed(), time).tally().acceptedPerSecond();
    }

    /** One shape's pairs, each a turn without the slow senders and one with them. */
    private record Rounds(Door door, List<Target> honest, double rate, Duration turn) {

        void run(SlowSenders.Shape shape, Target flooded, Report report)
                throws IOException, InterruptedException {
            double[] without = new double[ROUNDS];
            double[] with = new double[ROUNDS];
            double[] times = new double[ROUNDS];
            long failed = 0;
            for (int i = 0; i < ROUNDS; i++) {
                Door.Blast calm = blast();
                without[i] = calm.tally().millis(99);
                Door.Blast besieged;
                try (SlowSenders _ = SlowSenders.start(shape, flooded, SLOW_SENDERS)) {
                    besieged = blast();
                }
                with[i] = besieged.tally().millis(99);
                times[i] = with[i] / without[i];
                failed += calm.tally().failed() + besieged.tally().failed();
            }
            report.figure(shape.code() + "P99MillisWithout", median(without));
            report.figure(shape.code() + "P99Millis", median(with));
            report.figure(shape.code() + "Ratio", median(times));
            report.promise(shape.code() + ": nothing failed", failed == 0);
            report.promise(shape.code() + ": p99 at most doubled", median(times) <= MOST_TIMES);
        }

        /** After a moment in which the connections of the turn before are put away. */
        private Door.Blast blast() throws IOException, InterruptedException {
            Thread.sleep(SETTLE);
            return door.blast(honest, Pace.open(rate), turn);
        }

        private static double median(double[] figures) {
            double[] sorted = figures.clone();
            Arrays.sort(sorted);
            return sorted[sorted.length / 2];
        }
    }
}
