package dev.spillway.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LagTest {

    private static Lag of(Map<Integer, Long> histogram) {
        return Lag.of(new TreeMap<>(histogram));
    }

    @Test
    void aPercentileIsTheBoundThatHoldsIt() {
        assertThat(of(Map.of(10, 50L, 20, 49L, 5000, 1L))).isEqualTo(new Lag(10, 20));
        assertThat(of(Map.of(10, 49L, 20, 49L, 5000, 2L))).isEqualTo(new Lag(20, 5000));
    }

    @Test
    void oneWebhookIsEveryPercentile() {
        assertThat(of(Map.of(100, 1L))).isEqualTo(new Lag(100, 100));
    }

    @Test
    void nothingHasNone() {
        assertThat(of(Map.of())).isEqualTo(new Lag(null, null));
        assertThat(of(Map.of(10, 0L))).isEqualTo(new Lag(null, null));
    }
}
