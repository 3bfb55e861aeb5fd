package dev.spillway.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReportTest {

    @Test
    void itsJsonIsOneLineWithTheFiguresInTheirOrder() {
        Report report = new Report("ack");
        report.figure("acksPerSecond", 12_345.678);
        report.figure("ratio", 0.51234);
        report.promise("half of the echo", true);

        assertThat(report.json())
                .isEqualTo(
                        "{\"name\":\"ack\",\"ok\":true,\"figures\":{\"acksPerSecond\":12346,\"ratio\":0.512}}");
    }

    @Test
    void whatCouldNotBeMeasuredIsNotZero() {
        Report report = new Report("neighbour");
        report.figure("p95Millis", Double.NaN);

        assertThat(report.json()).contains("\"p95Millis\":null");
    }

    @Test
    void oneBrokenPromiseIsEnough() {
        Report report = new Report("ack");
        report.promise("one", false);
        report.promise("another", true);

        assertThat(report.ok()).isFalse();
    }
}
