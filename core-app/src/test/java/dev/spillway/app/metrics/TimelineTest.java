package dev.spillway.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.platform.error.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void bucketsCoverTheTimeWhole() {
        Timeline timeline =
                Timeline.of(
                        Bucket.HOUR,
                        ZoneId.of("UTC"),
                        Instant.parse("2026-11-20T10:20:00Z"),
                        Instant.parse("2026-11-20T12:00:01Z"));

        assertThat(timeline.starts())
                .containsExactly(
                        Instant.parse("2026-11-20T10:00:00Z"),
                        Instant.parse("2026-11-20T11:00:00Z"),
                        Instant.parse("2026-11-20T12:00:00Z"));
        assertThat(timeline.end()).isEqualTo(Instant.parse("2026-11-20T13:00:00Z"));
        assertThat(timeline.grain()).isEqualTo("hour");
    }

    @Test
    void theDayOnWhichClocksAreSetBackHas25Hours() {
        Timeline timeline =
                Timeline.of(
                        Bucket.DAY,
                        BERLIN,
                        Instant.parse("2026-10-25T10:00:00Z"),
                        Instant.parse("2026-10-26T10:00:00Z"));

        assertThat(Duration.between(timeline.starts().get(0), timeline.starts().get(1)))
                .isEqualTo(Duration.ofHours(25));
    }

    @Test
    void theHourThatHappensTwiceIsTwoBuckets() {
        Timeline timeline =
                Timeline.of(
                        Bucket.HOUR,
                        BERLIN,
                        Instant.parse("2026-10-25T00:00:00Z"),
                        Instant.parse("2026-10-25T03:00:00Z"));

        assertThat(timeline.starts()).hasSize(3).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aDayWithoutMidnightDoesNotShiftTheNext() {
        // Clocks in Beirut went from 00:00 to 01:00 on 2021-03-28.
        Timeline timeline =
                Timeline.of(
                        Bucket.DAY,
                        ZoneId.of("Asia/Beirut"),
                        Instant.parse("2021-03-28T10:00:00Z"),
                        Instant.parse("2021-03-30T10:00:00Z"));

        assertThat(timeline.starts())
                .containsExactly(
                        Instant.parse("2021-03-27T22:00:00Z"),
                        Instant.parse("2021-03-28T21:00:00Z"),
                        Instant.parse("2021-03-29T21:00:00Z"));
    }

    @Test
    void bucketsThatBeginOnTheHalfHourNeedMinutes() {
        Timeline timeline =
                Timeline.of(
                        Bucket.HOUR,
                        ZoneId.of("Asia/Kolkata"),
                        Instant.parse("2026-11-20T10:00:00Z"),
                        Instant.parse("2026-11-20T11:00:00Z"));

        assertThat(timeline.grain()).isEqualTo("minute");
        assertThat(timeline.starts().getFirst()).isEqualTo(Instant.parse("2026-11-20T09:30:00Z"));
    }

    @Test
    void thereIsABoundOnPoints() {
        Instant from = Instant.parse("2026-01-01T00:00:00Z");
        ZoneId utc = ZoneId.of("UTC");

        assertThat(Timeline.of(Bucket.MINUTE, utc, from, from.plusSeconds(1500 * 60)).starts())
                .hasSize(1500);
        assertThatThrownBy(() ->
                        Timeline.of(Bucket.MINUTE, utc, from, from.plusSeconds(1500 * 60 + 1)))
                .isInstanceOf(ProblemException.class);
    }
}
