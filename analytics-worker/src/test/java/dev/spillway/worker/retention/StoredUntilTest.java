package dev.spillway.worker.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.worker.drain.Backlog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class StoredUntilTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration MARGIN = Duration.ofMinutes(15);

    private static Instant storedUntil(Instant main, Duration overflow) {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        return new StoredUntil(_ -> new Backlog(main, overflow), clock).instant();
    }

    @Test
    void isAlmostNowWhereNothingWaits() {
        assertThat(storedUntil(NOW, Duration.ZERO)).isEqualTo(NOW.minus(MARGIN));
    }

    @Test
    void isAsFarBackAsTheLaneThatIsFurtherBehind() {
        Instant hourAgo = NOW.minus(Duration.ofHours(1));

        assertThat(storedUntil(hourAgo, Duration.ofMinutes(5))).isEqualTo(hourAgo.minus(MARGIN));
        assertThat(storedUntil(hourAgo, Duration.ofHours(3)))
                .isEqualTo(NOW.minus(Duration.ofHours(3)).minus(MARGIN));
    }

    @Test
    void isBeforeEverythingWhereNobodyEverReceived() {
        assertThat(storedUntil(Instant.EPOCH, Duration.ZERO)).isBefore(Instant.EPOCH);
    }
}
