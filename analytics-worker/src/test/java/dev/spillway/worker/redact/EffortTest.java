package dev.spillway.worker.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A text that asks for too much is given up, so that the search goes on behind it. */
class EffortTest {

    @Test
    void oneTextTakesSoMuchAndNoMore() {
        AtomicLong total = new AtomicLong();
        Effort effort = new Effort(total);
        effort.spend(Effort.MOST);

        assertThatThrownBy(() -> effort.spend(1)).isInstanceOf(UnsearchableException.class);
        assertThat(total).hasValue(Effort.MOST + 1);
    }

    @Test
    void anotherTextHasAnEffortOfItsOwn() {
        AtomicLong total = new AtomicLong();
        new Effort(total).spend(Effort.MOST);

        new Effort(total).spend(1);

        assertThat(total).hasValue(Effort.MOST + 1);
    }

    @Test
    void whatIsLookedThroughIsCounted() {
        TextRewriter rewriter = Somebody.without("ana@x.example");

        rewriter.rewrite("=a".repeat(100) + "@x.example");

        assertThat(rewriter.effort()).isBetween(100L, 1_000L);
    }
}
