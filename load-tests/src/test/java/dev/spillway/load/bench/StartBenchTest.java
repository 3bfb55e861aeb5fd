package dev.spillway.load.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.load.bench.StartBench.Started;
import dev.spillway.load.bench.StartBench.Turn;
import dev.spillway.load.report.Report;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartBenchTest {

    @ParameterizedTest
    @CsvSource({
        "2.0, 512, true",
        "2.01, 200, false",
        "1.5, 512.1, false",
        "1.5, NaN, true",
    })
    void readyIsInTwiceABareTimeAndWithinItsMemory(double seconds, double mebibytes, boolean ok) {
        Report report = new Report("start");

        StartBench.into(report, List.of(turn(1, seconds, mebibytes)));

        assertThat(report.ok()).isEqualTo(ok);
    }

    @Test
    void oneTurnThatWasDisturbedDecidesNothing() {
        Report report = new Report("start");

        StartBench.into(report, List.of(turn(1, 9, 200), turn(1, 1.5, 200), turn(2, 3, 200)));

        assertThat(report.ok()).isTrue();
        assertThat(report.json()).contains("\"ratio\":1.5").contains("\"readySeconds\":3.0");
    }

    private static Turn turn(double bare, double ready, double mebibytes) {
        return new Turn(
                new Started(bare, 100),
                new Started(ready, mebibytes),
                new Started(ready * 2, mebibytes));
    }
}
