package dev.spillway.load.bench;

import static org.assertj.core.api.Assertions.assertThat;

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
}
