package dev.spillway.load.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Names of figures, and what stands for several of one. */
final class Figures {

    private Figures() {}

    /** In camel case, the phase first where there is one: {@code loneP50Millis}. */
    static String name(String phase, String figure) {
        return phase.isEmpty()
                ? figure
                : phase + Character.toUpperCase(figure.charAt(0)) + figure.substring(1);
    }

    /** The middle one, or what lies halfway between the two in the middle. */
    static <T> double median(List<T> turns, ToDoubleFunction<T> figure) {
        double[] sorted = turns.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
