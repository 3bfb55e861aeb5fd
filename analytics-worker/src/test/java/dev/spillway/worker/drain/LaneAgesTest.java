package dev.spillway.worker.drain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** How old what is not stored is, as {@code spillway.drain.age} shows it. */
class LaneAgesTest {

    private Instant now = Instant.parse("2026-11-18T10:25:00Z");
    private final DrainingWorker worker =
            new DrainingWorker(new DriverManagerDataSource(), () -> now);

    private void pass(Duration time) {
        now = now.plus(time);
    }

    @Test
    void itIsTheOldestsAgeInHandUntilThatIsStored() {
        worker.receives(Duration.ofSeconds(2), Duration.ofSeconds(7));
        assertThat(worker.age()).isEqualTo(Duration.ofSeconds(7));

        pass(Duration.ofMinutes(3));
        worker.receives();
        assertThat(worker.age()).as("while it waits").isEqualTo(Duration.ofSeconds(187));

        worker.stores();
        assertThat(worker.age()).isZero();
    }

    @Test
    void anIdleLaneIsNotBehind() {
        for (int poll = 0; poll < 10; poll++) {
            worker.receives();
            assertThat(worker.age()).isZero();
            pass(Duration.ofSeconds(5));
            assertThat(worker.age()).isZero();
        }
    }

    /** What was handed back is in nobody's hand, and in a queue that looks empty. */
    @Test
    void whatCouldNotBeStoredCountsUntilItCanBeReceivedAgain() {
        worker.receives(Duration.ZERO);
        pass(Duration.ofMinutes(1));
        worker.handsBack(Duration.ofMinutes(2));

        pass(Duration.ofMinutes(1));
        worker.receives();
        assertThat(worker.age()).isEqualTo(Duration.ofMinutes(2));

        pass(Duration.ofMinutes(1));
        assertThat(worker.age()).as("nobody has looked").isEqualTo(Duration.ofMinutes(3));
        pass(Duration.ofSeconds(5));
        worker.receives();
        assertThat(worker.age()).isZero();
    }

    @Test
    void whereNothingCanBeReceivedItGrowsFromTheLastReceiveThatWentWell() {
        worker.receives();
        pass(DrainingWorker.PAUSE.plusSeconds(1));
        assertThat(worker.age()).isEqualTo(DrainingWorker.PAUSE.plusSeconds(1));
        pass(Duration.ofHours(1));
        assertThat(worker.age()).isGreaterThan(Duration.ofHours(1));

        worker.receives();
        assertThat(worker.age()).isZero();
    }

    @Test
    void aWorkerThatNeverReceivedAnythingIsAsFarBehindAsItIsOld() {
        pass(Duration.ofMinutes(20));

        assertThat(worker.age()).isEqualTo(Duration.ofMinutes(20));
    }

    /** After an outage the first messages are old, and nothing says yet what is behind them. */
    @Test
    void whileABacklogIsReceivedItIsAsOldAsTheOldestThatCame() {
        pass(Duration.ofHours(2));
        worker.receives(Duration.ofHours(2));
        worker.stores();

        assertThat(worker.age()).isEqualTo(Duration.ofHours(2));
    }
}
