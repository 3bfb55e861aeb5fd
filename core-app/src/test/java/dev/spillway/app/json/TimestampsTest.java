package dev.spillway.app.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimestampsTest {

    @Test
    void millisecondsAreAlwaysWritten() {
        assertThat(Timestamps.text(Instant.parse("2026-11-21T10:00:00Z")))
                .isEqualTo("2026-11-21T10:00:00.000Z");
        assertThat(Timestamps.text(Instant.parse("2026-11-21T10:00:00.123456Z")))
                .isEqualTo("2026-11-21T10:00:00.123Z");
    }

    @Test
    void anyOffsetIsRead() {
        assertThat(Timestamps.parse("2026-11-21T12:00:00+02:00"))
                .isEqualTo(Instant.parse("2026-11-21T10:00:00Z"));
    }

    @Test
    void whatNoDatabaseHoldsIsNoTime() {
        for (String text :
                List.of(
                        "",
                        "2026-11-21",
                        "1763719200",
                        "1969-12-31T23:59:59Z",
                        "+10000-01-01T00:00:00Z",
                        "2026-13-01T00:00:00Z")) {
            assertThatThrownBy(() -> Timestamps.parse(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
