package dev.spillway.localcloud.contract;

import static org.awaitility.Awaitility.await;

import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.localcloud.queue.QueueSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** A topic and a queue that nobody else uses. */
record Inbox(TestCloud cloud, String name, String topic, String queue, String queueArn) {

    static Inbox create(TestCloud cloud) {
        String name = "t-" + UUID.randomUUID();
        String topic = cloud.sns().createTopic(c -> c.name(name)).topicArn();
        return new Inbox(cloud, name, topic, "", "").withAnotherQueue();
    }

    Inbox withAnotherQueue() {
        String url = cloud.sqs().createQueue(c -> c.queueName("q-" + UUID.randomUUID())).queueUrl();
        return new Inbox(cloud, name, topic, url, QueueSet.arn(cloud.sqs(), url));
    }

    /** Returns the ARN of the subscription of this queue. */
    String subscribe(Map<String, String> attributes) {
        return cloud.sns()
                .subscribe(s ->
                        s.topicArn(topic)
                                .protocol("sqs")
                                .endpoint(queueArn)
                                .attributes(attributes)
                                .returnSubscriptionArn(true))
                .subscriptionArn();
    }

    void set(String subscription, String attribute, String value) {
        cloud.sns()
                .setSubscriptionAttributes(s ->
                        s.subscriptionArn(subscription)
                                .attributeName(attribute)
                                .attributeValue(value));
    }

    void publish(String message) {
        publish(message, Map.of());
    }

    void publish(String message, Map<String, MessageAttributeValue> attributes) {
        cloud.sns().publish(p -> p.topicArn(topic).message(message).messageAttributes(attributes));
    }

    PublishBatchResponse publishBatch(List<PublishBatchRequestEntry> entries) {
        return cloud.sns().publishBatch(p -> p.topicArn(topic).publishBatchRequestEntries(entries));
    }

    List<String> bodies(int count) {
        return bodies(count, topic);
    }

    List<String> bodies(int count, String of) {
        return messages(count, of).stream().map(Message::body).toList();
    }

    List<Message> messages(int count) {
        return messages(count, topic);
    }

    /** Waits for that many messages and takes them, and whatever else came with them. */
    private List<Message> messages(int count, String of) {
        List<Message> messages = new ArrayList<>();
        await(of + " delivers " + count)
                .atMost(Duration.ofSeconds(15))
                .pollDelay(Duration.ZERO) // the queue waits by itself
                .until(() -> {
                    messages.addAll(receive());
                    return messages.size() >= count;
                });
        return messages;
    }

    private List<Message> receive() {
        List<Message> messages =
                cloud.sqs()
                        .receiveMessage(r ->
                                r.queueUrl(queue)
                                        .maxNumberOfMessages(10)
                                        .waitTimeSeconds(1)
                                        .messageAttributeNames("All")
                                        .messageSystemAttributeNames(
                                                MessageSystemAttributeName.ALL))
                        .messages();
        messages.forEach(m ->
                cloud.sqs().deleteMessage(d -> d.queueUrl(queue).receiptHandle(m.receiptHandle())));
        return messages;
    }

    static MessageAttributeValue string(String value) {
        return attribute("String", value);
    }

    static MessageAttributeValue number(String value) {
        return attribute("Number", value);
    }

    static MessageAttributeValue attribute(String type, String value) {
        return MessageAttributeValue.builder().dataType(type).stringValue(value).build();
    }

    static MessageAttributeValue bytes(byte[] value) {
        return MessageAttributeValue.builder()
                .dataType("Binary")
                .binaryValue(SdkBytes.fromByteArray(value))
                .build();
    }

    static PublishBatchRequestEntry entry(String id, String message) {
        return PublishBatchRequestEntry.builder().id(id).message(message).build();
    }
}
