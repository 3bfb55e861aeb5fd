package dev.spillway.platform.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * How long it takes to compare a guess must not tell how much of it was right. Guesses that differ
 * in their first byte and in their last take turns, in an order drawn by lot, so that whatever else
 * the machine does falls on both; what counts is the median of many pairs, in the best of a few
 * rounds. The secrets are longer than any real one, so that a leak could be seen: that it would be
 * is what the control shows. Of signatures, whose 32 bytes nobody could time behind a hash of
 * microseconds, ArchitectureTest says that they are compared by the same means.
 */
class ComparisonTimingTest {

    private static final int LENGTH = 16 * 1024;
    private static final int PAIRS = 400;
    private static final int COMPARISONS = 20;
    private static final int ROUNDS = 6;

    private static final String SECRET = "s".repeat(LENGTH);
    private static final String WRONG_AT_ONCE = "x" + SECRET.substring(1);
    private static final String WRONG_AT_LAST = SECRET.substring(1) + "x";

    /** Encoded before anything is timed, so that nothing but the comparison is. */
    private static final Map<String, byte[]> BYTES =
            Stream.of(SECRET, WRONG_AT_ONCE, WRONG_AT_LAST)
                    .collect(
                            Collectors.toMap(
                                    Function.identity(),
                                    text -> text.getBytes(StandardCharsets.ISO_8859_1)));

    private final Random random = new Random(7);
    private int matches;

    /** Whether a guess is right. */
    @FunctionalInterface
    private interface Comparison {
        boolean test(String guess);
    }

    @Test
    void whereAGuessIsWrongDoesNotShowInTheTimeItTakes() {
        SecretComparison comparison =
                SecretComparison.of(List.of(SECRET), ComparisonTimingTest::bytes);
        assertThat(comparison.matchesAny(List.of(SECRET))).isTrue();

        assertThat(smallestDifference(guess -> comparison.matchesAny(List.of(guess))))
                .isLessThan(0.05);
    }

    /** The very same, compared as one compares anything else. */
    @Test
    void anOrdinaryComparisonWouldShow() {
        byte[] secret = bytes(SECRET);

        assertThat(smallestDifference(guess -> Arrays.equals(secret, bytes(guess))))
                .isGreaterThan(0.05);
    }

    private static byte[] bytes(String text) {
        return Objects.requireNonNull(BYTES.get(text));
    }

    /**
     * Of all rounds: noise makes a difference where there is none, and hides none in all of them.
     */
    private double smallestDifference(Comparison comparison) {
        median(comparison);
        double smallest = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS && smallest >= 0.05; round++) {
            smallest = Math.min(smallest, Math.abs(median(comparison) - 1));
        }
        assertThat(matches).isZero();
        return smallest;
    }

    /** How much longer it takes to find what is wrong at the end, of many pairs the middle one. */
    private double median(Comparison comparison) {
        double[] ratios = new double[PAIRS];
        for (int i = 0; i < PAIRS; i++) {
            boolean lastFirst = random.nextBoolean();
            long first = nanos(comparison, lastFirst ? WRONG_AT_LAST : WRONG_AT_ONCE);
            long second = nanos(comparison, lastFirst ? WRONG_AT_ONCE : WRONG_AT_LAST);
            ratios[i] = lastFirst ? (double) first / second : (double) second / first;
        }
        Arrays.sort(ratios);
        return ratios[PAIRS / 2];
    }

    private long nanos(Comparison comparison, String guess) {
        long start = System.nanoTime();
        for (int i = 0; i < COMPARISONS; i++) {
            matches += comparison.test(guess) ? 1 : 0;
        }
        return System.nanoTime() - start;
    }
}
