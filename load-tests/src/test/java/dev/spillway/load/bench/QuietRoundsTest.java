package dev.spillway.load.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class QuietRoundsTest {

    @Test
    void endsWhenAsManyAsWantedWereQuiet() throws IOException, InterruptedException {
        QuietRounds<Integer> quiet = take(2, List.of(0.0, 0.03, 0.0));

        assertThat(quiet.rounds()).containsExactlyInAnyOrder(1, 2);
        assertThat(quiet.all()).containsExactly(1, 2);
    }

    @Test
    void takesAgainWhatTheHostDisturbedWhateverWasMeasured()
            throws IOException, InterruptedException {
        QuietRounds<Integer> quiet = take(2, List.of(0.2, 0.01, 0.04, 0.02));

        assertThat(quiet.rounds()).containsExactlyInAnyOrder(2, 4);
        assertThat(quiet.mostStolen()).isEqualTo(0.02);
        assertThat(quiet.all()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void keepsTheLeastDisturbedWhereTheHostNeverRests() throws IOException, InterruptedException {
        QuietRounds<Integer> quiet = take(2, List.of(0.9, 0.1, 0.8, 0.7, 0.05, 0.6, 0.5, 0.4, 0.0));

        assertThat(quiet.rounds()).containsExactlyInAnyOrder(2, 5);
        assertThat(quiet.mostStolen()).isEqualTo(0.1);
        assertThat(quiet.all()).hasSize(8);
    }

    /** A round is its number, from 1; the host takes of each what the list says. */
    private static QuietRounds<Integer> take(int wanted, List<Double> stolen)
            throws IOException, InterruptedException {
        AtomicInteger rounds = new AtomicInteger();
        Iterator<Double> shares = Stream.concat(stolen.stream(), Stream.of(0.0)).iterator();
        return QuietRounds.take(wanted, rounds::incrementAndGet, () -> shares::next, Duration.ZERO);
    }
}
