package dev.spillway.worker.drain;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.turn.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** Deliveries of queues that nobody asks. */
final class DeliveryFixture {

    private DeliveryFixture() {}

    /** Of a tenant of its own, sent now. */
    static Delivery of(Lane lane, String text) {
        return of(queue(lane), Ids.next(), text, Instant.now());
    }

    static Delivery of(LaneQueue queue, UUID tenantId, String text, Instant sentAt) {
        return new Delivery(
                queue,
                Message.builder()
                        .messageId(Ids.next().toString())
                        .receiptHandle("handle")
                        .body(text)
                        .attributes(
                                Map.of(
                                        MessageSystemAttributeName.MESSAGE_GROUP_ID,
                                        tenantId.toString(),
                                        MessageSystemAttributeName.SENT_TIMESTAMP,
                                        Long.toString(sentAt.toEpochMilli())))
                        .build());
    }

    /** Its calls fail. */
    static LaneQueue queue(Lane lane) {
        return queue(lane, false, new Unreachable());
    }

    /** What SQS gave up delivering. */
    static LaneQueue givenUp(Lane lane) {
        return queue(lane, true, new Unreachable());
    }

    static LaneQueue queue(Lane lane, boolean givenUp, SqsClient sqs) {
        return new LaneQueue(
                sqs,
                Runnable::run,
                lane,
                givenUp,
                "http://nowhere/" + lane.code(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(20));
    }

    /** Of which a test overrides what it needs. */
    static class Unreachable implements SqsClient {
        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public ChangeMessageVisibilityBatchResponse changeMessageVisibilityBatch(
                ChangeMessageVisibilityBatchRequest request) {
            throw new IllegalStateException("nobody is asked");
        }

        @Override
        public void close() {}
    }
}
