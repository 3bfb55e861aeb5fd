package dev.spillway.worker.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishBatchRequest;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;

/** A real topic's client that remembers in which order messages were published. */
final class RecordingSns implements SnsClient {

    private final SnsClient sns;
    private final List<UUID> published = new ArrayList<>();
    private int calls;

    RecordingSns(SnsClient sns) {
        this.sns = sns;
    }

    @Override
    public PublishBatchResponse publishBatch(PublishBatchRequest request) {
        PublishBatchResponse response = sns.publishBatch(request);
        calls++;
        request.publishBatchRequestEntries().stream()
                .map(PublishBatchRequestEntry::id)
                .map(UUID::fromString)
                .forEach(published::add);
        return response;
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
