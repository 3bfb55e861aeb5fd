package dev.spillway.platform.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ToleranceTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.900Z");
    private static final Tolerance TEN_SECONDS = Tolerance.of(Duration.ofSeconds(10));

    @Test
    void countsWholeSecondsToEitherSide() {
        assertThat(TEN_SECONDS.admits(Instant.parse("2026-11-21T09:59:50Z"), NOW)).isTrue();
        assertThat(TEN_SECONDS.admits(Instant.parse("2026-11-21T09:59:49.999Z"), NOW)).isFalse();
        assertThat(TEN_SECONDS.admits(Instant.parse("2026-11-21T10:00:10.999Z"), NOW)).isTrue();
        assertThat(TEN_SECONDS.admits(Instant.parse("2026-11-21T10:00:11Z"), NOW)).isFalse();
    }

    @Test
    void unlimitedAdmitsAnyTime() {
        assertThat(Tolerance.unlimited().admits(Instant.EPOCH, NOW)).isTrue();
        assertThat(Tolerance.unlimited().window()).isEmpty();
        assertThat(Tolerance.unlimited()).hasToString("unlimited");
        assertThat(TEN_SECONDS.window()).contains(Duration.ofSeconds(10));
    }

    @Test
    void isLongerThanZero() {
        assertThatThrownBy(() -> Tolerance.of(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
