package dev.spillway.load.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spillway.load.bench.ExpireBench.Comparison;
import dev.spillway.load.bench.ExpireBench.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpireBenchTest {

    @Test
    void storesAreComparedWithTheMeanOfBeforeAndAfter() {
        Comparison comparison = of(12_000, 6_000, 8_000, 100);

        assertThat(comparison.ratio()).isCloseTo(0.6, within(0.001));
    }

    @ParameterizedTest
    @CsvSource({"3300, true", "3299, false", "0, false"})
    void theyWentOnAtAThirdOfTheirRate(double during, boolean wentOn) {
        assertThat(of(10_000, during, 10_000, 100).wentOn()).isEqualTo(wentOn);
    }

    @ParameterizedTest
    @CsvSource({
        "2500, 2500, true",
        "2501, 100, false",
        "100, 2501, false",
        "100, NaN, true", // too short to be seen
    })
    void neitherAStoreNorADeleteMayTakeHalfOfAStoresPatience(
            double longestStore, double longestDelete, boolean briefly) {
        assertThat(of(10_000, 9_000, 10_000, longestStore).waitedBriefly(longestDelete))
                .isEqualTo(briefly);
    }

    private static Comparison of(double before, double during, double after, double longest) {
        return new Comparison(
                new Stores(before, 50, 9_999),
                new Stores(during, 50, longest),
                new Stores(after, 50, 9_999));
    }
}
