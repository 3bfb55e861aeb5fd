package dev.spillway.load.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeighbourBenchTest {

    @ParameterizedTest
    @CsvSource({
        "20, 270, true",
        "20, 271, false",
        "400, 800, true",
        "400, 801, false",
        "NaN, 100, false",
        "20, NaN, false",
    })
    void aQuietTenantIsSparedUpToTwiceHisTimeOrAQuarterOfASecond(
            double without, double during, boolean spared) {
        assertThat(NeighbourBench.isSpared(without, during)).isEqualTo(spared);
    }

    @ParameterizedTest
    @CsvSource({
        "100000, 1000, 5, true",
        "100000, 1001, 5, true", // one more at the edge of the schedule
        "99999, 900, 5, false", // not all of it was queued before
        "100000, 1100, 5, false", // not a hundred times as much
        "100000, 1000, 4, false", // over before he had posted his last
        "100000, 0, 5, false", // and nobody to be spared
    })
    void aFloodIsAllQueuedBeforeAHundredTimesAsMuchAndLonger(
            long queued, long accepted, double seconds, boolean flood) {
        assertThat(phase(queued, accepted, seconds, 0, 0).isFlood(100_000, 100)).isEqualTo(flood);
    }

    @Test
    void nothingMayFailOrBeMissingAndEnoughHasToBeSeen() {
        assertThat(phase(100_000, 200, 5, 0, 0).complete()).isTrue();
        assertThat(phase(100_000, 199, 5, 0, 0).complete()).isFalse();
        assertThat(phase(100_000, 200, 5, 1, 0).complete()).isFalse();
        assertThat(phase(100_000, 200, 5, 0, 1).complete()).isFalse();
    }

    @Test
    void whoWaitsAsLongAsTheFloodLastsHasOvertakenNothing() {
        assertThat(phase(100_000, 4999, 5, 0, 0).overtakesItsEnd()).isTrue();
        assertThat(phase(100_000, 5000, 5, 0, 0).overtakesItsEnd()).isFalse();
        assertThat(phase(100_000, 0, 5, 0, 0).overtakesItsEnd()).isFalse();
    }

    @Test
    void theQuietTenantPostsForMostOfAFloodAndNoLongerThanHeIsAskedTo() {
        Duration most = Duration.ofSeconds(10);

        assertThat(NeighbourBench.posting(8, most)).isEqualTo(Duration.ofSeconds(6));
        assertThat(NeighbourBench.posting(60, most)).isEqualTo(most);
        assertThat(NeighbourBench.posting(0.5, most)).isEqualTo(Duration.ofSeconds(1));
    }

    /** As many lags as were accepted: 1 ms, 2 ms and so on. */
    private static Flood.Phase phase(
            long queued, long accepted, double seconds, long missing, long failed) {
        return new Flood.Phase(
                queued,
                Duration.ofSeconds(4),
                seconds,
                Lags.Percentiles.of(
                        DoubleStream.iterate(1, lag -> lag + 1).limit(accepted).toArray()),
                0,
                accepted,
                missing,
                failed);
    }
}
