package dev.spillway.load.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WarmUpTest {

    @Test
    void endsAfterTwoStepsThatWereNoFaster() throws IOException, InterruptedException {
        Iterator<Double> rates = List.of(100.0, 200.0, 205.0, 190.0, 900.0).iterator();

        WarmUp.run(_ -> rates.next());

        assertThat(rates.next()).isEqualTo(900.0);
    }

    @Test
    void endsAlsoWhenTheRateNeverSettles() throws IOException, InterruptedException {
        Iterator<Double> rates = Stream.iterate(1.0, rate -> rate * 2).iterator();

        WarmUp.run(_ -> rates.next());

        assertThat(rates.next()).isEqualTo(4096.0);
    }
}
