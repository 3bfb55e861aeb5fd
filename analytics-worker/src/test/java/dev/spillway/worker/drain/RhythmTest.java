package dev.spillway.worker.drain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RhythmTest {

    private final Rhythm rhythm = new Rhythm(Duration.ZERO, 2);

    @Test
    void theSteadyAskAlways() throws Exception {
        rhythm.received(0);

        assertThat(rhythm.steady().await(Duration.ZERO)).isTrue();
    }

    @Test
    void eachFullReceiveCallsForOneMore() throws Exception {
        rhythm.received(LaneQueue.BATCH);

        assertThat(isCalled()).isTrue();
        assertThat(isCalled()).isFalse();
    }

    @Test
    void whatIsNotFullCallsNobody() throws Exception {
        rhythm.received(LaneQueue.BATCH - 1);

        assertThat(isCalled()).isFalse();
    }

    /** Calls that nobody answers yet are no debt: the flood may have ended by then. */
    @Test
    void callsForNoMoreThanThereAre() throws Exception {
        for (int i = 0; i < 10; i++) {
            rhythm.received(LaneQueue.BATCH);
        }

        assertThat(isCalled()).isTrue();
        assertThat(isCalled()).isTrue();
        assertThat(isCalled()).isFalse();
    }

    private boolean isCalled() throws InterruptedException {
        return rhythm.helping().await(Duration.ZERO);
    }
}
