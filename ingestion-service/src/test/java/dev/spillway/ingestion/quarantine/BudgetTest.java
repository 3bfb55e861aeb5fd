package dev.spillway.ingestion.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BudgetTest {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    /** Times wrap around, as those of the clock may. */
    private static final long START = Long.MAX_VALUE - 10;

    private final Budget budget = new Budget(3, 1000, START);

    @Test
    void endsWithSoManyRequestsAndBeginsAnewWithTheNextMinute() {
        for (int i = 0; i < 3; i++) {
            assertThat(budget.take(1, START + i)).isTrue();
        }
        assertThat(budget.take(1, START + MINUTE - 1)).isFalse();

        assertThat(budget.take(1, START + MINUTE)).isTrue();
    }

    @Test
    void endsWithSoManyBytesAndStillTakesWhatFits() {
        assertThat(budget.take(900, START)).isTrue();
        assertThat(budget.take(101, START)).isFalse();
        assertThat(budget.take(100, START)).isTrue();
    }

    @Test
    void whatItRefusesUsesUpNothing() {
        for (int i = 0; i < 10; i++) {
            assertThat(budget.take(1001, START)).isFalse();
        }

        assertThat(budget.take(1000, START)).isTrue();
    }
}
