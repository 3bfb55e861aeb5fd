package dev.spillway.worker.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;

/**
 * One topic. By the client and not by Spring's template: whose messages have an {@code id} of their
 * own, another at each attempt. Thread-safe.
 */
final class SnsTopic {

    private static final Logger LOG = LoggerFactory.getLogger(SnsTopic.class);

    /** What SNS takes in one call. */
    private static final int CALL_MESSAGES = 10;

    /** SNS takes 256 KiB in one call, attributes included. */
    private static final int CALL_BYTES = 250 * 1024;

    /** More than ids, type and their names come to. */
    private static final int ATTRIBUTE_BYTES = 512;

    private final SnsClient sns;
    private final String name;
    private final String arn;
    private final Duration timeout;

    /**
     * @param timeout how long a call may take, and after which no further one is begun
     */
    SnsTopic(SnsClient sns, String name, String arn, Duration timeout) {
        this.sns = sns;
        this.name = name;
        this.arn = arn;
        this.timeout = timeout;
    }

    /**
     * What became of a batch.
     *
     * @param tried those that a call was begun with, in the order given
     * @param taken those of them that the topic took
     */
    record Attempt(List<OutboxMessage> tried, List<OutboxMessage> taken) {}

    String name() {
        return name;
    }

    /**
     * Publishes as many as the topic takes, until it cannot be reached or time is up: whoever waits
     * longer than his transaction lasts cannot mark what was taken, and publishes it again. What it
     * refuses keeps back nothing else.
     */
    Attempt publish(List<OutboxMessage> messages) {
        List<OutboxMessage> tried = new ArrayList<>();
        Set<UUID> taken = new HashSet<>();
        long began = System.nanoTime();
        try {
            for (List<OutboxMessage> call : calls(messages)) {
                if (System.nanoTime() - began >= timeout.toNanos()) {
                    LOG.warn(
                            "topic {} is slow: {} messages wait",
                            name,
                            messages.size() - tried.size());
                    break;
                }
                tried.addAll(call);
                taken.addAll(unlessRefused(call));
            }
        } catch (SdkException e) {
            LOG.warn("topic {} waits: {}", name, e.getClass().getName());
        }
        return new Attempt(
                tried, tried.stream().filter(message -> taken.contains(message.id())).toList());
    }

    private List<UUID> unlessRefused(List<OutboxMessage> messages) {
        try {
            return publishCall(messages);
        } catch (AwsServiceException e) {
            if (e.statusCode() >= 500 || e.isThrottlingException()) {
                throw e;
            }
            LOG.warn(
                    "topic {} refuses {} messages from {} on: {}",
                    name,
                    messages.size(),
                    messages.getFirst().id(),
                    e.getClass().getName());
            return List.of();
        }
    }

    private List<UUID> publishCall(List<OutboxMessage> messages) {
        PublishBatchResponse response =
                sns.publishBatch(publish ->
                        publish.overrideConfiguration(call -> call.apiCallTimeout(timeout))
                                .topicArn(arn)
                                .publishBatchRequestEntries(
                                        messages.stream().map(SnsTopic::entry).toList()));
        for (BatchResultErrorEntry refused : response.failed()) {
            LOG.warn("topic {} refuses message {}: {}", name, refused.id(), refused.code());
        }
        return response.successful().stream().map(each -> UUID.fromString(each.id())).toList();
    }

    /** In the order given, as many to a call as it takes. */
    private static List<List<OutboxMessage>> calls(List<OutboxMessage> messages) {
        List<List<OutboxMessage>> calls = new ArrayList<>();
        int bytes = CALL_BYTES;
        for (OutboxMessage message : messages) {
            bytes += size(message);
            if (bytes > CALL_BYTES || calls.getLast().size() == CALL_MESSAGES) {
                calls.add(new ArrayList<>());
                bytes = size(message);
            }
            calls.getLast().add(message);
        }
        return calls;
    }

    private static int size(OutboxMessage message) {
        return message.payload().getBytes(StandardCharsets.UTF_8).length + ATTRIBUTE_BYTES;
    }

    /** The attributes let subscribers filter without reading the message. */
    private static PublishBatchRequestEntry entry(OutboxMessage message) {
        return PublishBatchRequestEntry.builder()
                .id(message.id().toString())
                .message(message.payload())
                .messageAttributes(
                        Map.of(
                                "id", text(message.id().toString()),
                                "type", text(message.type()),
                                "tenantId", text(message.tenantId().toString())))
                .build();
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
    }
}
