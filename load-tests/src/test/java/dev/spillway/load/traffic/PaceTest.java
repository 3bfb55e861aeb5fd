package dev.spillway.load.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long MILLISECOND = 1_000_000;

    @Test
    void theOpenModelCountsFromWhenARequestWasDue() {
        Pace pace = Pace.open(1000);
        long start = 7 * MILLISECOND;

        assertThat(pace.isDue(start)).isTrue();
        assertThat(pace.take(start)).isEqualTo(start);
        assertThat(pace.isDue(start)).isFalse();
        long late = start + 5 * MILLISECOND;
        assertThat(pace.isDue(late)).isTrue();
        assertThat(pace.take(late)).isEqualTo(start + MILLISECOND);
        assertThat(pace.take(late)).isEqualTo(start + 2 * MILLISECOND);
    }

    @Test
    void theClosedModelIsAlwaysDueAndCountsFromNow() {
        Pace pace = Pace.closed();

        assertThat(pace.isDue(3)).isTrue();
        assertThat(pace.take(3)).isEqualTo(3);
        assertThat(pace.isDue(3)).isTrue();
    }
}
