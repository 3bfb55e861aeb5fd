package dev.spillway.load.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spillway.load.report.Report;
import org.junit.jupiter.api.Test;

class RivalTest {

    @Test
    void whatHasToBeBeatenIsNamedByWhomAndPromisesNothing() {
        Report report = new Report("ack");

        Rival.all(report);

        assertThat(report.ok()).isTrue();
        assertThat(report.json())
                .contains(
                        "\"toBeatOutpostAcksPerSecond\":5713,\"toBeatOutpostP50Millis\":10.7,"
                                + "\"toBeatOutpostP99Millis\":23.0,\"toBeatOutpostRatio\":0.119");
    }

    @Test
    void aShareOfTheEchoCanBeComparedWithAnotherMachines() {
        assertThat(Rival.OUTPOST.ratio()).isCloseTo(0.119, within(0.001));
        assertThat(Rival.OUTPOST.costRatio()).isCloseTo(10, within(0.001));
    }
}
