package dev.spillway.ingestion.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallsTest {

    @Test
    void callHoldsTenAtMost() {
        List<Integer> sizes = IntStream.range(0, 23).mapToObj(_ -> 1).toList();

        assertThat(Calls.of(sizes, size -> size)).extracting(List::size).containsExactly(10, 10, 3);
    }

    @Test
    void callHoldsOneMebibyteAtMost() {
        int half = QueueSender.MAX_BYTES / 2;

        assertThat(Calls.of(List.of(half, half, 1, half + 1, half), size -> size))
                .containsExactly(List.of(half, half), List.of(1, half + 1), List.of(half));
    }

    /** A queue refuses an empty call as a whole, which looks like an outage. */
    @Test
    void whatFitsNoCallIsAloneInOneAndLeavesNoneEmpty() {
        int large = QueueSender.MAX_BYTES + 1;

        assertThat(Calls.of(List.of(large, 1, large), size -> size))
                .containsExactly(List.of(large), List.of(1), List.of(large));
    }

    @Test
    void nothingMakesNoCall() {
        assertThat(Calls.of(List.<Integer>of(), size -> size)).isEmpty();
    }

    @Test
    void messageWeighsItsBytes() {
        assertThat(Message.of(new java.util.UUID(1, 1), "é€a").bytes()).isEqualTo(6);
        assertThat(Message.of(new java.util.UUID(1, 1), "secret").toString())
                .doesNotContain("secret");
    }
}
