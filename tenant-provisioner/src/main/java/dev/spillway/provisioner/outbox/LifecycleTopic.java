package dev.spillway.provisioner.outbox;

import io.awspring.cloud.autoconfigure.sns.SnsClientCustomizer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;
import software.amazon.awssdk.services.sns.model.PublishBatchResultEntry;

/**
 * The tenant-lifecycle topic. Speaks to the client rather than through {@code SnsTemplate}, which
 * adds an id and a time of its own to every message's attributes. Thread-safe.
 */
@Component
class LifecycleTopic {

    /** SNS takes ten messages a call. */
    static final int MOST = 10;

    private final SnsClient sns;
    private final String arn;

    LifecycleTopic(SnsClient sns, TopicProperties topics) {
        this.sns = sns;
        this.arn = topics.tenantLifecycle();
    }

    /**
     * Publishes events.
     *
     * @param events at most {@link #MOST}
     * @return the ids of those that the topic took
     * @throws software.amazon.awssdk.core.exception.SdkException if it took none
     */
    Set<String> publish(List<OutboxEvent> events) {
        List<PublishBatchRequestEntry> entries =
                events.stream().map(LifecycleTopic::entry).toList();
        PublishBatchResponse response =
                sns.publishBatch(
                        request -> request.topicArn(arn).publishBatchRequestEntries(entries));
        return response.successful().stream()
                .map(PublishBatchResultEntry::id)
                .collect(Collectors.toSet());
    }

    private static PublishBatchRequestEntry entry(OutboxEvent event) {
        return PublishBatchRequestEntry.builder()
                .id(event.id().toString())
                .message(event.payload())
                .messageAttributes(
                        Map.of(
                                "type", text(event.type()),
                                "tenantId", text(event.tenantId().toString())))
                .build();
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
    }

    @Configuration(proxyBeanMethods = false)
    static class ClientConfiguration {

        /** Rows stay locked during a call, so it has to end. */
        @Bean
        SnsClientCustomizer callsThatEnd(OutboxProperties outbox) {
            return client ->
                    client.overrideConfiguration(
                            client.overrideConfiguration().toBuilder()
                                    .apiCallTimeout(outbox.publishTimeout())
                                    .build());
        }
    }
}
