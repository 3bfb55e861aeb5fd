package dev.spillway.load.bench;

import dev.spillway.load.report.Report;
import dev.spillway.load.stand.Stand;
import dev.spillway.load.traffic.Pace;
import dev.spillway.load.traffic.SignedWebhooks.Target;
import dev.spillway.load.traffic.SlowSenders;
import dev.spillway.localcloud.queue.QueueStorage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What a thousand connections that hold what they have do to an honest tenant: the 99th percentile
 * of his acknowledgements by the open model, beside the same without them, in turns.
 */
final class FloodBench implements Bench {

    private static final int SLOW_SENDERS = 1000;

    /** A door that hung up on them would be spared them; a few are on their way back. */
    private static final int LEAST_CONNECTED = 900;

    /** Times the percentile without them. */
    private static final double MOST_TIMES = 2;

    /** Of what the door can carry; a percentile says little where it queues anyway. */
    private static final double LOAD = 0.25;

    private static final int ROUNDS = 7;

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
            door.warmUp(honest, LOAD, options.time());
            for (SlowSenders.Shape shape : SlowSenders.Shape.values()) {
                double rate = rate(door, honest, options);
                new Siege(door, honest, rate, options.time()).run(shape, flooded, report);
            }
        }
    }

    /** Of what the door can carry at that time: the machine's neighbours come and go. */
    private static double rate(Door door, List<Target> honest, BenchOptions options)
            throws IOException, InterruptedException {
        return options.rate() > 0 ? options.rate() : door.most(honest, options.time()) * LOAD;
    }

    /**
     * A turn without the slow senders and one beside them.
     *
     * @param connected how many of them still were at its end
     */
    private record Round(Door.Blast calm, Door.Blast besieged, int connected) {

        double calmP99Millis() {
            return calm.tally().millis(99);
        }

        double besiegedP99Millis() {
            return besieged.tally().millis(99);
        }

        double ratio() {
            return besiegedP99Millis() / calmP99Millis();
        }

        String line(SlowSenders.Shape shape) {
            return "  %s: p99 %.1f ms without them, %.1f ms beside them"
                    .formatted(shape.code(), calmP99Millis(), besiegedP99Millis());
        }

        long failed() {
            return calm.tally().failed() + besieged.tally().failed();
        }
    }

    private record Siege(Door door, List<Target> honest, double rate, Duration turn) {

        void run(SlowSenders.Shape shape, Target flooded, Report report)
                throws IOException, InterruptedException {
            String code = shape.code();
            QuietRounds<Round> quiet = QuietRounds.take(ROUNDS, () -> round(shape, flooded));
            quiet.into(report, code);
            List<Round> rounds = quiet.rounds();
            double ratio = Figures.median(rounds, Round::ratio);
            double connected = Figures.median(rounds, Round::connected);
            report.figure(code + "DueEachSecond", rate);
            report.figure(code + "P99MillisWithout", Figures.median(rounds, Round::calmP99Millis));
            report.figure(code + "P99Millis", Figures.median(rounds, Round::besiegedP99Millis));
            report.figure(code + "Ratio", ratio);
            report.figure(code + "FirstRatio", rounds.getFirst().ratio());
            report.figure(code + "Connected", connected);
            report.promise(
                    code + ": nothing failed",
                    quiet.all().stream().allMatch(each -> each.failed() == 0));
            report.promise(code + ": the slow senders were there", connected >= LEAST_CONNECTED);
            report.promise(code + ": p99 at most doubled", ratio <= MOST_TIMES);
        }

        private Round round(SlowSenders.Shape shape, Target flooded)
                throws IOException, InterruptedException {
            Door.Blast calm = blast();
            try (SlowSenders senders = SlowSenders.start(shape, flooded, SLOW_SENDERS)) {
                Round round = new Round(calm, blast(), senders.connected());
                System.out.println(round.line(shape));
                return round;
            }
        }

        /** After a moment in which the connections of the turn before are put away. */
        private Door.Blast blast() throws IOException, InterruptedException {
            Thread.sleep(SETTLE);
            return door.blast(honest, Pace.open(rate), turn);
        }
    }
}
