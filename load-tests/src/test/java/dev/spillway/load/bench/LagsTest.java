package dev.spillway.load.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.load.bench.Lags.Percentiles;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LagsTest {

    private static final Instant T = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void aPercentileIsALagThatWasMeasured() {
        Percentiles hundred =
                Percentiles.of(IntStream.rangeClosed(1, 100).mapToDouble(i -> 101 - i).toArray());

        assertThat(hundred.at(50)).isEqualTo(50);
        assertThat(hundred.at(95)).isEqualTo(95);
        assertThat(hundred.at(99)).isEqualTo(99);
        assertThat(hundred.at(100)).isEqualTo(100);
        assertThat(Percentiles.of(3, 1, 2).at(99)).isEqualTo(3);
        assertThat(Percentiles.of(3, 1, 2).at(1)).isEqualTo(1);
    }

    @Test
    void nothingMeasuredIsNoLagOfZero() {
        assertThat(Percentiles.of().at(99)).isNaN();
    }

    @Test
    void onlyTheFirstSightCounts() {
        Lags lags = new Lags();
        UUID id = UUID.randomUUID();

        lags.seen(id, T, T.plusMillis(40));
        lags.seen(id, T, T.plusMillis(900));

        assertThat(lags.count()).isEqualTo(1);
        assertThat(lags.all().at(99)).isEqualTo(40);
    }

    @Test
    void aWebhookBelongsToTheTimeOfItsReceiptHoweverLateItIsSeen() {
        Lags lags = new Lags();
        lags.seen(UUID.randomUUID(), T.minusMillis(1), T.plusMillis(5));
        lags.seen(UUID.randomUUID(), T, T.plusSeconds(60));
        lags.seen(UUID.randomUUID(), T.plusSeconds(10), T.plusSeconds(11));

        Percentiles during = lags.between(T, T.plusSeconds(10));

        assertThat(during.count()).isEqualTo(1);
        assertThat(during.at(50)).isEqualTo(60_000);
    }
}
