package dev.spillway.provisioner.outbox;

import static org.awaitility.Awaitility.await;

import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.localcloud.queue.QueueSet;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.model.Message;
import tools.jackson.databind.json.JsonMapper;

/** A queue that is subscribed to a topic. As the contract asks, it drops what comes twice. */
record Subscriber(
        TestCloud cloud,
        String subscription,
        String queue,
        Queue<Message> received,
        Set<String> seen) {

    static Subscriber of(TestCloud cloud, String topic) {
        String queue =
                cloud.sqs()
                        .createQueue(create -> create.queueName("s-" + UUID.randomUUID()))
                        .queueUrl();
        String subscription =
                cloud.sns()
                        .subscribe(subscribe ->
                                subscribe
                                        .topicArn(topic)
                                        .protocol("sqs")
                                        .endpoint(QueueSet.arn(cloud.sqs(), queue))
                                        .attributes(Map.of("RawMessageDelivery", "true"))
                                        .returnSubscriptionArn(true))
                        .subscriptionArn();
        return new Subscriber(cloud, subscription, queue, new ArrayDeque<>(), new HashSet<>());
    }

    /** The next event about one of these tenants. */
    Message next(UUID... tenants) {
        Set<String> ids = Arrays.stream(tenants).map(UUID::toString).collect(Collectors.toSet());
        return await().atMost(Duration.ofSeconds(20))
                .until(() -> nextReceived(ids), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<Message> nextReceived(Set<String> tenants) {
        if (received.isEmpty()) {
            receive();
        }
        return Optional.ofNullable(received.poll())
                .filter(message ->
                        tenants.contains(
                                message.messageAttributes().get("tenantId").stringValue()));
    }

    private static String id(Message message) {
        return JsonMapper.shared().readTree(message.body()).get("id").stringValue();
    }

    private void receive() {
        cloud.sqs()
                .receiveMessage(receive ->
                        receive.queueUrl(queue)
                                .maxNumberOfMessages(10)
                                .waitTimeSeconds(1)
                                .messageAttributeNames("All"))
                .messages()
                .forEach(message -> {
                    if (seen.add(id(message))) {
                        received.add(message);
                    }
                    cloud.sqs()
                            .deleteMessage(delete ->
                                    delete.queueUrl(queue).receiptHandle(message.receiptHandle()));
                });
    }

    void leave() {
        cloud.sns().unsubscribe(unsubscribe -> unsubscribe.subscriptionArn(subscription));
    }
}
