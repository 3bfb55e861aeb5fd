package dev.spillway.load.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CensusTest {

    @Test
    void whatIsThereOnceIsNeitherLostNorDoubled() {
        assertThat(Census.reckon(0, 100, 0, 10, 1000, 1000)).isEqualTo(new Census(0, 0));
    }

    @Test
    void aWebhookWithoutATraceAndAnEventMissingFromAStoredOneAreLost() {
        assertThat(Census.reckon(3, 97, 0, 10, 968, 968)).isEqualTo(new Census(5, 0));
    }

    @Test
    void aLossAndADoubleDoNotMakeUpForEachOther() {
        assertThat(Census.reckon(1, 100, 1, 1, 99, 99)).isEqualTo(new Census(1, 1));
    }

    @Test
    void anEventStoredOrCountedMoreThanOnceIsDoubled() {
        assertThat(Census.reckon(0, 100, 0, 1, 102, 102)).isEqualTo(new Census(0, 2));
        assertThat(Census.reckon(0, 100, 0, 1, 100, 150)).isEqualTo(new Census(0, 50));
    }

    @Test
    void anEventThatIsStoredAndNotCountedIsLost() {
        assertThat(Census.reckon(0, 100, 0, 1, 100, 96)).isEqualTo(new Census(4, 0));
    }
}
