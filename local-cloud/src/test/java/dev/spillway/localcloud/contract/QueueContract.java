package dev.spillway.localcloud.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.localcloud.queue.QueueSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** What Spillway may expect of any SQS, and what it must not. */
interface QueueContract {

    int MIB = 1024 * 1024;

    /** SQS counts a body's bytes in UTF-8; ElasticMQ counts its characters and so takes more. */
    default boolean countsBytes() {
        return true;
    }

    /** SQS keeps a message for as long as the queue says; ElasticMQ until it is deleted. */
    default boolean hasRetention() {
        return true;
    }

    /** Handing back is normal, and nothing may be lost over a long weekend. */
    @Test
    default void spillwaysQueuesKeepTheirMessages(TestCloud cloud) {
        QueueSet queues = cloud.queues();
        Map<String, String> deadLetters =
                Map.of(
                        queues.main(), queues.mainDeadLetters(),
                        queues.overflow(), queues.overflowDeadLetters(),
                        queues.signals(), queues.signalsDeadLetters());

        deadLetters.forEach((queue, behind) -> {
            assertThat(attribute(cloud, queue, QueueAttributeName.REDRIVE_POLICY))
                    .as(queue)
                    .containsPattern("\"maxReceiveCount\" *: *\"?1000\\b")
                    .contains(QueueSet.arn(cloud.sqs(), behind));
            if (hasRetention()) {
                assertThat(Stream.of(queue, behind))
                        .allSatisfy(each ->
                                assertThat(
                                                attribute(
                                                        cloud,
                                                        each,
                                                        QueueAttributeName
                                                                .MESSAGE_RETENTION_PERIOD))
                                        .as(each)
                                        .isEqualTo("1209600"));
            }
        });
    }

    private static String attribute(TestCloud cloud, String queue, QueueAttributeName name) {
        return cloud.sqs()
                .getQueueAttributes(get -> get.queueUrl(queue).attributeNames(name))
                .attributes()
                .get(name);
    }

    @Test
    default void batchIsReceivedOnceAndGoneWhenDeleted(TestCloud cloud) {
        String queue = newQueue(cloud, Map.of());

        SendMessageBatchResponse sent =
                cloud.sqs()
                        .sendMessageBatch(s ->
                                s.queueUrl(queue)
                                        .entries(
                                                IntStream.range(0, 10)
                                                        .mapToObj(i -> entry(i, "m" + i))
                                                        .toList()));

        assertThat(sent.successful()).hasSize(10);
        assertThat(drain(cloud, queue, 10))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 10).mapToObj(i -> "m" + i).toList());
        assertThat(receive(cloud, queue)).isEmpty();
    }

    @Test
    default void groupIsKeptOnAStandardQueue(TestCloud cloud) {
        String queue = newQueue(cloud, Map.of());

        cloud.sqs().sendMessage(s -> s.queueUrl(queue).messageBody("m").messageGroupId("tenant-1"));

        assertThat(receive(cloud, queue))
                .singleElement()
                .extracting(Message::attributesAsStrings)
                .satisfies(a -> assertThat(a).containsEntry("MessageGroupId", "tenant-1"));
    }

    @Test
    default void bodyOfExactlyOneMebibyteIsTakenAndOneMoreRefused(TestCloud cloud) {
        String queue = newQueue(cloud, Map.of());
        String largest = "x".repeat(MIB);

        cloud.sqs().sendMessage(s -> s.queueUrl(queue).messageBody(largest));

        assertThat(receive(cloud, queue))
                .singleElement()
                .extracting(Message::body)
                .isEqualTo(largest);
        assertThatThrownBy(() ->
                        cloud.sqs().sendMessage(s -> s.queueUrl(queue).messageBody(largest + "x")))
                .isInstanceOf(SqsException.class);
    }

    @Test
    default void limitIsOneOfBytesUnlessTheBackendSaysOtherwise(TestCloud cloud) {
        String queue = newQueue(cloud, Map.of());
        String tooManyBytes = "ü".repeat(MIB / 2 + 1);

        if (countsBytes()) {
            assertThatThrownBy(() ->
                            cloud.sqs()
                                    .sendMessage(s -> s.queueUrl(queue).messageBody(tooManyBytes)))
                    .isInstanceOf(SqsException.class);
        } else {
            cloud.sqs().sendMessage(s -> s.queueUrl(queue).messageBody(tooManyBytes));
        }
    }

    @Test
    default void batchOfMoreThanOneMebibyteIsRefusedAsAWhole(TestCloud cloud) {
        String queue = newQueue(cloud, Map.of());
        List<SendMessageBatchRequestEntry> tooMuch =
                List.of(entry(0, "x".repeat(MIB / 2)), entry(1, "x".repeat(MIB / 2 + 1)));

        assertThatThrownBy(
                        () -> cloud.sqs().sendMessageBatch(s -> s.queueUrl(queue).entries(tooMuch)))
                .isInstanceOf(SqsException.class);
        assertThat(receive(cloud, queue)).isEmpty();
    }

    @Test
    default void characterThatXmlForbidsIsRefused(TestCloud cloud) {
        String queue = newQueue(cloud, Map.of());

        assertThatThrownBy(
                        () -> cloud.sqs().sendMessage(s -> s.queueUrl(queue).messageBody("a\0b")))
                .isInstanceOf(SqsException.class);
    }

    @Test
    default void messageHandedBackComesAgainAtOnce(TestCloud cloud) {
        String queue = newQueue(cloud, Map.of());
        cloud.sqs().sendMessage(s -> s.queueUrl(queue).messageBody("again"));
        Message first = receive(cloud, queue).getFirst();

        cloud.sqs()
                .changeMessageVisibility(c ->
                        c.queueUrl(queue)
                                .receiptHandle(first.receiptHandle())
                                .visibilityTimeout(0));

        assertThat(receive(cloud, queue))
                .singleElement()
                .satisfies(m ->
                        assertThat(m.attributesAsStrings())
                                .containsEntry("ApproximateReceiveCount", "2"));
    }

    @Test
    default void messageReceivedTooOftenGoesToTheDeadLetters(TestCloud cloud) {
        String deadLetters = newQueue(cloud, Map.of());
        String policy =
                "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":\"2\"}"
                        .formatted(QueueSet.arn(cloud.sqs(), deadLetters));
        String queue =
                newQueue(
                        cloud,
                        Map.of(
                                QueueAttributeName.REDRIVE_POLICY,
                                policy,
                                QueueAttributeName.VISIBILITY_TIMEOUT,
                                "0"));
        cloud.sqs().sendMessage(s -> s.queueUrl(queue).messageBody("poison"));

        assertThat(receive(cloud, queue)).hasSize(1);
        assertThat(receive(cloud, queue)).hasSize(1);
        assertThat(receive(cloud, queue)).isEmpty();

        assertThat(drain(cloud, deadLetters, 1)).containsExactly("poison");
    }

    @Test
    default void queuesOfTheCloudHaveDeadLettersFarAway(TestCloud cloud) {
        QueueSet queues = cloud.queues();

        assertThat(
                        Map.of(
                                queues.main(), queues.mainDeadLetters(),
                                queues.overflow(), queues.overflowDeadLetters(),
                                queues.signals(), queues.signalsDeadLetters()))
                .allSatisfy((queue, deadLetters) -> {
                    Map<QueueAttributeName, String> attributes = attributes(cloud, queue);
                    assertThat(attributes.get(QueueAttributeName.REDRIVE_POLICY))
                            .contains(QueueSet.arn(cloud.sqs(), deadLetters))
                            .contains("1000");
                    if (hasRetention()) {
                        assertThat(attributes)
                                .containsEntry(
                                        QueueAttributeName.MESSAGE_RETENTION_PERIOD, "1209600");
                    }
                });
    }

    @Test
    default void ensuringQueuesAgainLeavesTheirMessages(TestCloud cloud) {
        String prefix = "again-" + UUID.randomUUID();
        QueueSet first = QueueSet.ensure(cloud.sqs(), prefix);
        cloud.sqs().sendMessage(s -> s.queueUrl(first.signals()).messageBody("kept"));

        QueueSet second = QueueSet.ensure(cloud.sqs(), prefix);

        assertThat(second).isEqualTo(first);
        assertThat(drain(cloud, second.signals(), 1)).containsExactly("kept");
    }

    @Test
    default void unknownQueueIsAnErrorAndNotCreated(TestCloud cloud) {
        String url = cloud.queues().main() + "-gone";

        assertThatThrownBy(() -> cloud.sqs().sendMessage(s -> s.queueUrl(url).messageBody("x")))
                .isInstanceOf(QueueDoesNotExistException.class);
    }

    private static String newQueue(TestCloud cloud, Map<QueueAttributeName, String> attributes) {
        return cloud.sqs()
                .createQueue(c -> c.queueName("q-" + UUID.randomUUID()).attributes(attributes))
                .queueUrl();
    }

    private static Map<QueueAttributeName, String> attributes(TestCloud cloud, String queue) {
        return cloud.sqs()
                .getQueueAttributes(g -> g.queueUrl(queue).attributeNames(QueueAttributeName.ALL))
                .attributes();
    }

    private static SendMessageBatchRequestEntry entry(int id, String body) {
        return SendMessageBatchRequestEntry.builder().id("id-" + id).messageBody(body).build();
    }

    private static List<Message> receive(TestCloud cloud, String queue) {
        return cloud.sqs()
                .receiveMessage(r ->
                        r.queueUrl(queue)
                                .maxNumberOfMessages(10)
                                .waitTimeSeconds(1)
                                .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages();
    }

    private static List<String> drain(TestCloud cloud, String queue, int count) {
        List<String> bodies = new ArrayList<>();
        await().atMost(Duration.ofSeconds(15))
                .until(() -> {
                    for (Message message : receive(cloud, queue)) {
                        bodies.add(message.body());
                        cloud.sqs()
                                .deleteMessage(d ->
                                        d.queueUrl(queue).receiptHandle(message.receiptHandle()));
                    }
                    return bodies.size() >= count;
                });
        return bodies;
    }
}
