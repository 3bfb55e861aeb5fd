package dev.spillway.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SpanTest {

    private static String condition(String from, String to) {
        return Span.of(Instant.parse(from), Instant.parse(to)).condition();
    }

    @Test
    void fullHoursComeFromHoursAndTheRestFromMinutes() {
        assertThat(condition("2026-11-20T10:20:00Z", "2026-11-20T13:10:00Z"))
                .containsSubsequence("'minute'", "'hour'", "'minute'");
    }

    @Test
    void wholeHoursNeedNoMinutes() {
        assertThat(condition("2026-11-20T10:00:00Z", "2026-11-20T13:00:00Z"))
                .contains("'hour'")
                .doesNotContain("'minute'");
    }

    @Test
    void lessThanAnHourNeedsNoHours() {
        assertThat(condition("2026-11-20T10:50:30Z", "2026-11-20T11:10:30Z"))
                .contains("'minute'")
                .doesNotContain("'hour'");
    }
}
