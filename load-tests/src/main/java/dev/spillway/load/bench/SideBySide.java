package dev.spillway.load.bench;

import dev.spillway.load.report.Report;
import dev.spillway.load.traffic.Pace;
import dev.spillway.load.traffic.SignedWebhooks.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Door and echo in turns of a few seconds: a machine that is slow for a while is slow for both. A
 * figure is the median of its turns, and a ratio the median of the ratios of neighbours.
 */
final class SideBySide {

    private static final Duration TURN = Duration.ofSeconds(5);

    /** So that a median has something to choose from. */
    private static final int LEAST_TURNS = 3;

    private final List<Turn> turns;

    private SideBySide(List<Turn> turns) {
        this.turns = turns;
    }

    private record Turn(Door.Blast door, Echo.Blast echo) {

        double ratio() {
            return door.tally().acceptedPerSecond() / echo.tally().acceptedPerSecond();
        }

        double doorAndQueueSeconds() {
            return door.secondsPerTenThousand(door.doorSeconds() + door.queueSeconds());
        }

        double costRatio() {
            return doorAndQueueSeconds() / echo.secondsPerTenThousand();
        }
    }

    /**
     * @param time how long the door is measured; the echo as long again
     */
    static SideBySide run(Door door, List<Target> targets, Echo echo, Duration time)
            throws IOException, InterruptedException {
        List<Turn> turns = new ArrayList<>();
        long count = Math.max(LEAST_TURNS, time.dividedBy(TURN));
        for (int i = 0; i < count; i++) {
            Door.Blast blast = door.blast(targets, Pace.closed(), TURN);
            turns.add(new Turn(blast, echo.blast(TURN)));
        }
        return new SideBySide(turns);
    }

    double acksPerSecond() {
        return median(turn -> turn.door().tally().acceptedPerSecond());
    }

    /** Of the echo's rate. */
    double ratio() {
        return median(Turn::ratio);
    }

    /** Processor time of door and queue for an acknowledgement, in that of an echo. */
    double costRatio() {
        return median(Turn::costRatio);
    }

    /** What was not answered by 200, of the door's and of the echo's. */
    double failed() {
        return doorFailed() + echoFailed();
    }

    private double doorFailed() {
        return sum(turn -> (double) turn.door().tally().failed());
    }

    private double echoFailed() {
        return sum(turn -> (double) turn.echo().tally().failed());
    }

    void into(Report report, String phase) {
        report.figure(phase + "AcksPerSecond", acksPerSecond());
        report.figure(phase + "P50Millis", median(turn -> turn.door().tally().millis(50)));
        report.figure(phase + "P99Millis", median(turn -> turn.door().tally().millis(99)));
        report.figure(
                phase + "DoorCpuSecondsPer10k",
                median(turn -> turn.door().secondsPerTenThousand(turn.door().doorSeconds())));
        report.figure(
                phase + "QueueCpuSecondsPer10k",
                median(turn -> turn.door().secondsPerTenThousand(turn.door().queueSeconds())));
        report.figure(phase + "WebhooksPerCall", median(turn -> turn.door().webhooksPerCall()));
        report.figure(phase + "Failed", doorFailed());
        report.figure(
                phase + "BaselinePerSecond",
                median(turn -> turn.echo().tally().acceptedPerSecond()));
        report.figure(
                phase + "BaselineCpuSecondsPer10k",
                median(turn -> turn.echo().secondsPerTenThousand()));
        report.figure(phase + "BaselineFailed", echoFailed());
        report.figure(phase + "Ratio", ratio());
        report.figure(phase + "CostRatio", costRatio());
    }

    private double median(ToDoubleFunction<Turn> figure) {
        return Figures.median(turns, figure);
    }

    private double sum(ToDoubleFunction<Turn> figure) {
        return turns.stream().mapToDouble(figure).sum();
    }
}
