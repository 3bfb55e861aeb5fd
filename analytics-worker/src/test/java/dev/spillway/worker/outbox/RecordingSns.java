package dev.spillway.worker.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishBatchRequest;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;

/** A real topic's client that remembers in which order messages were published. */
final class RecordingSns implements SnsClient {

    private final SnsClient sns;
    private final Duration delay;
    private final List<UUID> published = new ArrayList<>();
    private int calls;

    RecordingSns(SnsClient sns) {
        this(sns, Duration.ZERO);
    }

    /**
     * @param delay how long it takes for each answer
     */
    RecordingSns(SnsClient sns, Duration delay) {
        this.sns = sns;
        this.delay = delay;
    }

    @Override
    public PublishBatchResponse publishBatch(PublishBatchRequest request) {
        PublishBatchResponse response = sns.publishBatch(request);
        calls++;
        dawdle();
        request.publishBatchRequestEntries().stream()
                .map(PublishBatchRequestEntry::id)
                .map(UUID::fromString)
                .forEach(published::add);
        return response;
    }

    private void dawdle() {
        try {
            boolean _ = new CountDownLatch(1).await(delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    List<UUID> published() {
        return published;
    }

    int calls() {
        return calls;
    }

    @Override
    public String serviceName() {
        return sns.serviceName();
    }

    @Override
    public void close() {
        sns.close();
    }
}
