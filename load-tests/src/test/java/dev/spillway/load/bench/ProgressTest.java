package dev.spillway.load.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final long START = 5_000_000_000L;

    private final Progress progress = new Progress();

    private void seenAfter(long millis, long count) {
        progress.seen(START + millis * 1_000_000, count);
    }

    @Test
    void aRateIsTakenFromCommitToCommitAndNotFromLookToLook() {
        seenAfter(0, 100);
        seenAfter(900, 100);
        seenAfter(1000, 1100);
        seenAfter(2000, 2100);
        seenAfter(2900, 2100);

        assertThat(progress.perSecond(Duration.ZERO, Duration.ofMillis(2900)))
                .isCloseTo(1000, within(0.001));
    }

    @Test
    void whatCameBeforeTheWindowDoesNotCountInIt() {
        seenAfter(0, 10);
        seenAfter(5000, 20);
        seenAfter(10_000, 1000);
        seenAfter(12_000, 5000);

        assertThat(progress.perSecond(Duration.ofSeconds(10), Duration.ofSeconds(12)))
                .isCloseTo(2000, within(0.001));
        assertThat(progress.perSecond(Duration.ZERO, Duration.ofSeconds(5)))
                .isCloseTo(2, within(0.001));
    }

    @Test
    void oneCommitIsNoRate() {
        seenAfter(0, 10);

        assertThat(progress.perSecond(Duration.ZERO, Duration.ofSeconds(1))).isZero();
        assertThat(new Progress().perSecond(Duration.ZERO, Duration.ofSeconds(1))).isZero();
    }

    @Test
    void tellsWhenAShareOfAllWasThere() {
        seenAfter(0, 100);
        seenAfter(3000, 940);
        seenAfter(4000, 960);
        seenAfter(9000, 1000);

        assertThat(progress.until(0.95)).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void standsStillSinceTheLastStepAndNotSinceTheLastLook() {
        assertThat(progress.idle(START)).isGreaterThan(Duration.ofDays(1));
        seenAfter(0, 7);
        seenAfter(4000, 7);

        assertThat(progress.idle(START + 5_000_000_000L)).isEqualTo(Duration.ofSeconds(5));
        assertThat(progress.last()).isEqualTo(7);
    }
}
