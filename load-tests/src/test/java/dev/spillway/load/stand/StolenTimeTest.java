package dev.spillway.load.stand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.load.stand.StolenTime.Counters;
import org.junit.jupiter.api.Test;

class StolenTimeTest {

    @Test
    void isTheEighthOfLinuxsCounters() {
        Counters before = Counters.of("cpu  100 0 50 800 10 0 20 20 7 3");
        Counters after = Counters.of("cpu  140 0 60 825 10 0 20 45 7 3");

        assertThat(before).isEqualTo(new Counters(20, 1000));
        assertThat(after.shareSince(before)).isEqualTo(0.25);
    }

    @Test
    void isAShareOfThisMachinesTime() {
        assertThat(StolenTime.since().share()).isBetween(0.0, 1.0);
    }
}
