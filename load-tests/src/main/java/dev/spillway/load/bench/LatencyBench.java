package dev.spillway.load.bench;

import dev.spillway.load.report.Report;
import dev.spillway.load.stand.DiscardingConsumer;
import dev.spillway.load.stand.Stand;
import dev.spillway.load.traffic.Pace;
import dev.spillway.load.traffic.SignedWebhooks.Target;
import dev.spillway.localcloud.queue.QueueStorage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How long an acknowledgement takes at half of what the door can do, by the open model: counted
 * from when each webhook was due, so that a stall is not hidden by a generator that waits. The
 * baseline is the queue by itself, called as often and with as much, in turns with the door. Each
 * turn begins with what the door can do just then: a machine whose neighbours take their share
 * carries three times as much in one minute as in the next.
 */
final class LatencyBench implements Bench {

    private static final double MOST_BEYOND_QUEUE_MILLIS = 10;

    /** Of what the door can do. */
    private static final double LOAD = 0.5;

    private static final int ROUNDS = 5;

    private static final int LEAST_SOUND = 3;

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public String summary() {
        return "time to an acknowledgement at half load, beside the queue by itself";
    }

    @Override
    public void run(BenchOptions options, Report report) throws IOException, InterruptedException {
        List<Target> targets = Prepared.onboard(options, QueueStorage.DISK, 1);
        try (Stand stand =
                Prepared.start(options, QueueStorage.DISK, Set.of("ingestion-service"))) {
            Door door = new Door(stand, options);
            double most = door.warmUp(targets, LOAD, options.time());
            report(report, rounds(stand, door, targets, most * LOAD, options.time()));
        }
    }

    /**
     * What the door can do, a turn of it at half of that, and one of the queue by itself.
     *
     * @param most acknowledgements per second
     */
    private record Round(double most, Door.Blast door, BareQueue.Latency queue) {

        double dueEachSecond() {
            return most * LOAD;
        }

        double doorMillis(double percentile) {
            return door.tally().millis(percentile);
        }

        double beyondQueueMillis() {
            return doorMillis(99) - queue.p99Millis();
        }

        /** Where the queue by itself was slower than with the door, it was the machine. */
        boolean isSound() {
            return queue.isAnswered() && beyondQueueMillis() >= 0;
        }

        String line() {
            return "  at %.0f a second p99 of the door %.1f ms, of the queue by itself %.1f ms"
                    .formatted(dueEachSecond(), doorMillis(99), queue.p99Millis());
        }
    }

    /** The queue is called as often as the door did, with as much each time. */
    private static QuietRounds<Round> rounds(
            Stand stand, Door door, List<Target> targets, double sampleRate, Duration turn)
            throws IOException, InterruptedException {
        Door.Blast sample = door.blast(targets, Pace.open(sampleRate), turn);
        try (BareQueue queue =
                new BareQueue(
                        stand.cloud().aws(),
                        stand.cloud().queues().main(),
                        sample.queue().bytesPerCall())) {
            warmUp(stand, queue, callsPerSecond(sample, turn));
            return QuietRounds.take(ROUNDS, () -> round(stand, door, targets, queue, turn));
        }
    }

    private static Round round(
            Stand stand, Door door, List<Target> targets, BareQueue queue, Duration turn)
            throws IOException, InterruptedException {
        double most = door.most(targets, turn);
        Door.Blast blast = door.blast(targets, Pace.open(most * LOAD), turn);
        double calls = callsPerSecond(blast, turn);
        Round round = new Round(most, blast, bareQueue(stand, queue, calls, turn));
        System.out.println(round.line());
        return round;
    }

    private static double callsPerSecond(Door.Blast blast, Duration time) {
        return blast.queue().calls() / (double) time.toSeconds();
    }

    private static void warmUp(Stand stand, BareQueue queue, double callsPerSecond)
            throws IOException, InterruptedException {
        queue.warmUp();
        WarmUp.run(step -> 1 / bareQueue(stand, queue, callsPerSecond, step).p99Millis());
    }

    private static BareQueue.Latency bareQueue(
            Stand stand, BareQueue queue, double callsPerSecond, Duration time) {
        try (DiscardingConsumer _ = new DiscardingConsumer(stand.cloud())) {
            return queue.measure(callsPerSecond, time);
        }
    }

    private static void report(Report report, QuietRounds<Round> quiet) {
        quiet.into(report, "");
        List<Round> rounds = quiet.rounds();
        report.figure("closedModelAcksPerSecond", Figures.median(rounds, Round::most));
        report.figure("dueEachSecond", Figures.median(rounds, Round::dueEachSecond));
        report.figure(
                "acksPerSecond",
                Figures.median(rounds, round -> round.door().tally().acceptedPerSecond()));
        report.figure(
                "webhooksPerCall", Figures.median(rounds, round -> round.door().webhooksPerCall()));
        report.figure("p50Millis", Figures.median(rounds, round -> round.doorMillis(50)));
        report.figure("p99Millis", Figures.median(rounds, round -> round.doorMillis(99)));
        report.figure("p999Millis", Figures.median(rounds, round -> round.doorMillis(99.9)));
        report.figure(
                "queueCallsPerSecond",
                Figures.median(rounds, round -> round.queue().callsPerSecond()));
        report.figure("queueP50Millis", Figures.median(rounds, round -> round.queue().p50Millis()));
        report.figure("queueP99Millis", Figures.median(rounds, round -> round.queue().p99Millis()));
        List<Round> sound = rounds.stream().filter(Round::isSound).toList();
        report.figure("soundRounds", sound.size());
        double beyond =
                sound.isEmpty() ? Double.NaN : Figures.median(sound, Round::beyondQueueMillis);
        report.figure("p99MillisBeyondQueue", beyond);
        report.promise(
                "nothing failed",
                quiet.all().stream().allMatch(round -> round.door().tally().failed() == 0));
        report.promise(
                "a sound baseline in three rounds: 1,000 calls or more, all answered, no slower in p99 than the door",
                sound.size() >= LEAST_SOUND);
        report.promise(
                "p99 at most 10 ms beyond the queue's own", beyond <= MOST_BEYOND_QUEUE_MILLIS);
    }
}
