package dev.spillway.worker.drain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.worker.turn.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;

class LaneQueueTest {

    private static final Duration LONG_AGO = Duration.ofMinutes(1);
    private static final UUID TENANT = new UUID(1, 1);

    @Test
    void whatSqsDidNotConfirmIsNotHiddenAnew() {
        LaneQueue queue = DeliveryFixture.queue(Lane.MAIN, false, new Refusing("1"));
        List<Delivery> ten = deliveries(queue);

        queue.keepHidden(ten).join();

        assertThat(ten.get(0).sinceHidden()).isLessThan(LONG_AGO.toNanos());
        assertThat(ten.get(1).sinceHidden()).isGreaterThanOrEqualTo(LONG_AGO.toNanos());
        assertThat(ten.get(2).sinceHidden()).isLessThan(LONG_AGO.toNanos());
    }

    @Test
    void callThatFailsHidesNothingAnew() {
        LaneQueue queue = DeliveryFixture.queue(Lane.MAIN);
        List<Delivery> ten = deliveries(queue);

        queue.keepHidden(ten).join();

        assertThat(ten)
                .allSatisfy(each ->
                        assertThat(each.sinceHidden()).isGreaterThanOrEqualTo(LONG_AGO.toNanos()));
    }

    private static List<Delivery> deliveries(LaneQueue queue) {
        List<Delivery> deliveries =
                Stream.of("a", "b", "c")
                        .map(text -> DeliveryFixture.of(queue, TENANT, text, Instant.EPOCH))
                        .toList();
        deliveries.forEach(each -> each.hiddenSince(System.nanoTime() - LONG_AGO.toNanos()));
        return deliveries;
    }

    /** SQS takes all entries but one. */
    private static final class Refusing extends DeliveryFixture.Unreachable {

        private final String refused;

        private Refusing(String refused) {
            this.refused = refused;
        }

        @Override
        public ChangeMessageVisibilityBatchResponse changeMessageVisibilityBatch(
                ChangeMessageVisibilityBatchRequest request) {
            return ChangeMessageVisibilityBatchResponse.builder()
                    .failed(
                            BatchResultErrorEntry.builder()
                                    .id(refused)
                                    .code("InvalidParameterValue")
                                    .senderFault(true)
                                    .build())
                    .build();
        }
    }
}
