package dev.spillway.provisioner.outbox;

import static org.awaitility.Awaitility.await;

import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.localcloud.queue.QueueSet;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import software.amazon.awssdk.services.sqs.model.Message;

/** A queue that is subscribed to a topic. */
record Subscriber(TestCloud cloud, String subscription, String queue, Queue<Message> received) {

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
        return new Subscriber(cloud, subscription, queue, new ArrayDeque<>());
    }

    Message next() {
        await().atMost(Duration.ofSeconds(20)).until(() -> !received.isEmpty() || receive());
        return received.remove();
    }

    private boolean receive() {
        cloud.sqs()
                .receiveMessage(receive ->
                        receive.queueUrl(queue)
                                .maxNumberOfMessages(10)
                                .waitTimeSeconds(1)
                                .messageAttributeNames("All"))
                .messages()
                .forEach(message -> {
                    received.add(message);
                    cloud.sqs()
                            .deleteMessage(delete ->
                                    delete.queueUrl(queue).receiptHandle(message.receiptHandle()));
                });
        return !received.isEmpty();
    }

    void leave() {
        cloud.sns().unsubscribe(unsubscribe -> unsubscribe.subscriptionArn(subscription));
    }
}
