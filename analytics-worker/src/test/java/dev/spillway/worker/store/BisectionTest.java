package dev.spillway.worker.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BisectionTest {

    @Property(tries = 200)
    void findsExactlyThoseThatFailAlone(
            @ForAll @IntRange(min = 1, max = 300) int size,
            @ForAll @Size(max = 8) Set<@IntRange(max = 299) Integer> poison) {
        List<String> items = items(size);
        List<String> bad = items.stream().filter(item -> poison.contains(number(item))).toList();

        Map<String, RuntimeException> found = Bisection.poison(items, failingOn(bad));

        assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(bad);
    }

    @Test
    void onePoisonCostsTheLogarithmOfTheBatch() {
        List<String> items = items(1024);
        AtomicInteger trials = new AtomicInteger();

        Bisection.poison(
                items,
                some -> {
                    trials.incrementAndGet();
                    return failingOn(List.of(items.get(700))).attempt(some);
                });

        assertThat(trials).hasValueLessThanOrEqualTo(21);
    }

    @Test
    void itemsThatFailOnlyTogetherAreNoPoison() {
        Bisection.Trial<String> onlyTogether =
                some -> some.size() > 2 ? Optional.of(new RuntimeException()) : Optional.empty();

        assertThat(Bisection.poison(items(8), onlyTogether)).isEmpty();
    }

    @Test
    void faultThatIsNotTheDatasEndsTheSearch() {
        assertThatThrownBy(() ->
                        Bisection.poison(
                                items(8),
                                some -> {
                                    throw new IllegalStateException("database gone");
                                }))
                .hasMessage("database gone");
    }

    private static Bisection.Trial<String> failingOn(List<String> bad) {
        return some ->
                some.stream().anyMatch(bad::contains)
                        ? Optional.of(new RuntimeException())
                        : Optional.empty();
    }

    private static int number(String item) {
        return Integer.parseInt(item.substring(1));
    }

    /** Objects of their own, as webhooks are. */
    private static List<String> items(int size) {
        return IntStream.range(0, size).mapToObj(i -> "i" + i).toList();
    }
}
