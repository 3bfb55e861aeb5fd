package dev.spillway.load.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostBenchTest {

    @ParameterizedTest
    @CsvSource({"1000, 1000, 1000000", "120, 2000, 60000", "3, 1000000, 3"})
    void aMillionCostsWhatTheAcceptedOnesDidAndNoLess(double chunks, long accepted, double billed) {
        assertThat(CostBench.billedPerMillion(chunks, accepted)).isEqualTo(billed);
    }
}
