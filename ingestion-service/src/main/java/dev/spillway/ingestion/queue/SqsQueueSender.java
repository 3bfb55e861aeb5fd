package dev.spillway.ingestion.queue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/**
 * Sends by {@code SendMessageBatch}. Only what SQS names as successful counts as confirmed. Every
 * failure is counted; the log hears of one now and then, since an outage has hundreds a second.
 */
final class SqsQueueSender implements QueueSender {

    /** Counter: messages that SQS did not confirm. Tags: queue, reason. */
    static final String UNCONFIRMED = "spillway.door.queue.unconfirmed";

    /** Distribution, in bytes: message bodies of a call to SQS. Tags: queue. */
    static final String CALL_BYTES = "spillway.door.sqs.call";

    /** Counter: what those calls are billed as, a request for each 64 KB begun. Tags: queue. */
    static final String CHUNKS = "spillway.door.sqs.chunks";

    private static final int CHUNK_BYTES = 64 * 1024;

    private static final Duration BETWEEN_WARNINGS = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(SqsQueueSender.class);

    private final SqsClient sqs;
    private final String queue;
    private final String queueUrl;
    private final MeterRegistry meters;
    private final DistributionSummary callBytes;
    private final Counter chunks;
    private final AtomicLong nextWarning = new AtomicLong(System.nanoTime());

    /**
     * @param queue what metrics and logs call it
     */
    SqsQueueSender(SqsClient sqs, String queue, String queueUrl, MeterRegistry meters) {
        this.sqs = sqs;
        this.queue = queue;
        this.queueUrl = queueUrl;
        this.meters = meters;
        this.callBytes =
                DistributionSummary.builder(CALL_BYTES)
                        .baseUnit("bytes")
                        .tag("queue", queue)
                        .register(meters);
        this.chunks = meters.counter(CHUNKS, "queue", queue);
    }

    @Override
    public SendResult send(List<Message> messages) {
        count(messages);
        try {
            SendMessageBatchResponse response =
                    sqs.sendMessageBatch(
                            call -> call.queueUrl(queueUrl).entries(entries(messages)));
            response.failed().forEach(this::refused);
            return confirmed(response);
        } catch (SdkException e) {
            failed(e.getClass().getSimpleName(), messages.size());
            return SendResult.none();
        }
    }

    private void count(List<Message> messages) {
        long bytes = messages.stream().mapToLong(Message::bytes).sum();
        callBytes.record((double) bytes);
        chunks.increment((double) Math.ceilDiv(bytes, CHUNK_BYTES));
    }

    /** The entry's id is the message's place in the call. */
    private static List<SendMessageBatchRequestEntry> entries(List<Message> messages) {
        List<SendMessageBatchRequestEntry> entries = new ArrayList<>(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            entries.add(
                    SendMessageBatchRequestEntry.builder()
                            .id(Integer.toString(i))
                            .messageGroupId(message.tenantId().toString())
                            .messageBody(message.body())
                            .build());
        }
        return entries;
    }

    private static SendResult confirmed(SendMessageBatchResponse response) {
        BitSet confirmed = new BitSet();
        response.successful().forEach(entry -> confirmed.set(Integer.parseInt(entry.id())));
        return SendResult.of(confirmed);
    }

    private void refused(BatchResultErrorEntry entry) {
        failed(String.valueOf(entry.code()), 1);
    }

    private void failed(String reason, int messages) {
        meters.counter(UNCONFIRMED, "queue", queue, "reason", reason).increment(messages);
        long now = System.nanoTime();
        long due = nextWarning.get();
        if (now - due >= 0 && nextWarning.compareAndSet(due, now + BETWEEN_WARNINGS.toNanos())) {
            log.warn("Queue {} does not take messages: {}", queue, reason);
        }
    }
}
