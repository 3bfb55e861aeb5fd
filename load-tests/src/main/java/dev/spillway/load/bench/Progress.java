package dev.spillway.load.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A count that grows while it is looked at, and how fast it grew. Counts come in the steps of
 * commits, so a rate is taken between moments at which a step was seen: else the time since the
 * last one would count for nothing. Thread-safe.
 */
final class Progress {

    private final List<Step> steps = new ArrayList<>();

    /**
     * A count that was seen for the first time.
     *
     * @param nanos as of {@link System#nanoTime()}
     */
    private record Step(long nanos, long count) {}

    /** A look at the count, taken after the look before. */
    synchronized void seen(long nanos, long count) {
        if (count > last()) {
            steps.add(new Step(nanos, count));
        }
    }

    /** 0 before anything was seen. */
    synchronized long last() {
        return steps.isEmpty() ? 0 : steps.getLast().count;
    }

    /** How long ago it last grew, or forever if it never did. */
    synchronized Duration idle(long nanos) {
        return steps.isEmpty()
                ? Duration.ofNanos(Long.MAX_VALUE)
                : Duration.ofNanos(nanos - steps.getLast().nanos);
    }

    /** From the first step to the last. */
    synchronized Duration lasted() {
        return steps.isEmpty()
                ? Duration.ZERO
                : Duration.ofNanos(steps.getLast().nanos - steps.getFirst().nanos);
    }

    /** Whether so much time had passed since the first step when a later one was seen. */
    synchronized boolean isBeyond(Duration sinceFirst) {
        return !steps.isEmpty() && lasted().compareTo(sinceFirst) > 0;
    }

    /**
     * Growth a second between two times since the first step. 0 where fewer than two steps lie
     * between them.
     */
    synchronized double perSecond(Duration from, Duration to) {
        if (steps.isEmpty()) {
            return 0;
        }
        long first = steps.getFirst().nanos;
        List<Step> between =
                steps.stream()
                        .filter(step -> step.nanos - first >= from.toNanos())
                        .filter(step -> step.nanos - first <= to.toNanos())
                        .toList();
        if (between.size() < 2) {
            return 0;
        }
        Step start = between.getFirst();
        Step end = between.getLast();
        return (end.count - start.count) * 1e9 / (end.nanos - start.nanos);
    }

    /** Since the first step until the count had reached that share of the last, from 0 to 1. */
    synchronized Duration until(double share) {
        long enough = (long) (last() * share);
        return steps.stream()
                .filter(step -> step.count >= enough)
                .findFirst()
                .map(step -> Duration.ofNanos(step.nanos - steps.getFirst().nanos))
                .orElse(Duration.ZERO);
    }
}
