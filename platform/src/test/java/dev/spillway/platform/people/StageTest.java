package dev.spillway.platform.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StageTest {

    @Test
    void aBounceWasSentButIsNoSecondSending() {
        assertThat(Stage.reachedBy("bounced")).contains(Stage.SENT);
        assertThat(Stage.countedAs("bounced")).isEmpty();
        assertThat(Stage.countedAs("sent")).contains(Stage.SENT);
    }

    @Test
    void whatNeverLeftWasNotSent() {
        for (String type : new String[] {"queued", "deferred", "rejected", "failed", "unknown"}) {
            assertThat(Stage.reachedBy(type)).as(type).isEmpty();
        }
    }

    @Test
    void everyStageIsFoundByItsCode() {
        for (Stage stage : Stage.values()) {
            assertThat(Stage.of(stage.code())).isEqualTo(stage);
        }
        assertThatThrownBy(() -> Stage.of("refunded")).isInstanceOf(IllegalArgumentException.class);
    }
}
