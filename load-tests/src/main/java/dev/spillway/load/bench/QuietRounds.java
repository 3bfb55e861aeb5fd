package dev.spillway.load.bench;

import dev.spillway.load.report.Report;
import dev.spillway.load.stand.StolenTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Rounds of a bench during which the machine's host left its processors alone. A percentile is what
 * the worst moments make of it, and a host that takes a third of the processors for half a minute
 * makes worse ones than any door. Which rounds count is decided by what the host took, never by
 * what was measured.
 *
 * @param rounds as many as were wanted: of more than that, those of which the host took least
 * @param mostStolen of the processors' time in one of them, from 0 to 1
 * @param all that were taken: what may not happen may happen in none of them
 */
record QuietRounds<T>(List<T> rounds, double mostStolen, List<T> all) {

    private static final double MOST_STOLEN = 0.03;

    /** For each that is wanted. */
    private static final int MOST_TAKEN = 4;

    /** After a round that was disturbed. */
    private static final Duration REST = Duration.ofSeconds(10);

    /** What is measured in turns. */
    @FunctionalInterface
    interface Round<T> {
        T take() throws IOException, InterruptedException;
    }

    private record Taken<T>(T round, double stolen) {

        boolean isQuiet() {
            return stolen <= MOST_STOLEN;
        }
    }

    /** Takes rounds until that many were quiet, or four times as many in all. */
    static <T> QuietRounds<T> take(int wanted, Round<T> round)
            throws IOException, InterruptedException {
        return take(wanted, round, () -> StolenTime.since()::share, REST);
    }

    /**
     * @param stolen called before a round; what it returns is asked after it for the share that the
     *     host took
     */
    static <T> QuietRounds<T> take(
            int wanted, Round<T> round, Supplier<DoubleSupplier> stolen, Duration rest)
            throws IOException, InterruptedException {
        List<Taken<T>> taken = new ArrayList<>();
        while (quiet(taken) < wanted && taken.size() < wanted * MOST_TAKEN) {
            DoubleSupplier share = stolen.get();
            Taken<T> next = new Taken<>(round.take(), share.getAsDouble());
            taken.add(next);
            if (!next.isQuiet()) {
                System.out.printf(
                        "  the host took %.0f %% of the processors meanwhile%n",
                        next.stolen() * 100);
                Thread.sleep(rest);
            }
        }
        List<Taken<T>> quietest =
                taken.stream()
                        .sorted(Comparator.comparingDouble(Taken::stolen))
                        .limit(wanted)
                        .toList();
        return new QuietRounds<>(
                quietest.stream().map(Taken::round).toList(),
                quietest.getLast().stolen(),
                taken.stream().map(Taken::round).toList());
    }

    private static <T> long quiet(List<Taken<T>> taken) {
        return taken.stream().filter(Taken::isQuiet).count();
    }

    /** With the promise without which the others say something about the host. */
    void into(Report report, String phase) {
        report.figure(Figures.name(phase, "roundsTaken"), all.size());
        report.figure(Figures.name(phase, "mostStolen"), mostStolen);
        report.promise(
                "%d rounds in which the host took 3 %% of the processors at most"
                        .formatted(rounds.size()),
                mostStolen <= MOST_STOLEN);
    }
}
