package dev.spillway.load.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisibleBenchTest {

    @ParameterizedTest
    @CsvSource({"2400, 4000, true", "2401, 4000, false", "500, 0, false"})
    void onlyWhatLeavesAReserveIsALoadForMinutes(
            double perSecond, double carried, boolean isCarried) {
        assertThat(VisibleBench.isCarried(perSecond, carried)).isEqualTo(isCarried);
    }
}
