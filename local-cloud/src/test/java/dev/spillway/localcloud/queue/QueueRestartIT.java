package dev.spillway.localcloud.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.localcloud.aws.AwsAccess;
import dev.spillway.localcloud.startup.LoopbackPort;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What a client sees of queues on disk before and after a restart. */
class QueueRestartIT {

    @TempDir Path folder;

    private final int port = LoopbackPort.free();
    private String queue = "";
    private String deadLetters = "";
    private String receipt = "";

    @FunctionalInterface
    private interface Use {
        void of(SqsClient sqs);
    }

    @Test
    void queuesAreFoundAsTheyWereMade() {
        running(sqs -> QueueSet.ensure(sqs, "spillway"));
        running(sqs -> {
            QueueSet found = QueueSet.ensure(sqs, "spillway");
            Map<QueueAttributeName, String> attributes =
                    sqs.getQueueAttributes(get ->
                                    get.queueUrl(found.main())
                                            .attributeNames(QueueAttributeName.ALL))
                            .attributes();
            assertThat(attributes.get(QueueAttributeName.REDRIVE_POLICY))
                    .contains(QueueSet.arn(sqs, found.mainDeadLetters()))
                    .contains("1000");
        });
    }

    @Test
    void messageIsThereWithItsAttributesAndGroup() {
        running(sqs -> {
            create(sqs, Map.of());
            sqs.sendMessage(send ->
                    send.queueUrl(queue)
                            .messageBody("körper")
                            .messageGroupId("tenant-1")
                            .messageAttributes(
                                    Map.of(
                                            "kind",
                                            MessageAttributeValue.builder()
                                                    .dataType("String")
                                                    .stringValue("ü")
                                                    .build())));
        });
        running(sqs ->
                assertThat(receive(sqs, 30))
                        .singleElement()
                        .satisfies(message -> {
                            assertThat(message.body()).isEqualTo("körper");
                            assertThat(message.messageAttributes().get("kind").stringValue())
                                    .isEqualTo("ü");
                            assertThat(message.attributesAsStrings())
                                    .containsEntry("MessageGroupId", "tenant-1")
                                    .containsEntry("ApproximateReceiveCount", "1");
                        }));
    }

    @Test
    void messageThatIsHeldStaysInvisibleAndItsReceiptGood() {
        running(sqs -> {
            create(sqs, Map.of());
            sqs.sendMessage(send -> send.queueUrl(queue).messageBody("held"));
        });
        running(sqs -> receipt = receive(sqs, 600).getFirst().receiptHandle());
        running(sqs -> {
            assertThat(receive(sqs, 30)).isEmpty();
            sqs.changeMessageVisibility(
                    change -> change.queueUrl(queue).receiptHandle(receipt).visibilityTimeout(0));
        });
        running(sqs -> {
            Message again = receive(sqs, 600).getFirst();
            assertThat(again.attributesAsStrings()).containsEntry("ApproximateReceiveCount", "2");
            sqs.deleteMessage(
                    delete -> delete.queueUrl(queue).receiptHandle(again.receiptHandle()));
        });
        running(sqs -> assertThat(receive(sqs, 0)).isEmpty());
    }

    @Test
    void deadLetterIsOneInItsQueueAndGoneFromTheOther() {
        running(sqs -> {
            deadLetters = sqs.createQueue(create -> create.queueName("behind")).queueUrl();
            String policy =
                    "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":\"1\"}"
                            .formatted(QueueSet.arn(sqs, deadLetters));
            create(sqs, Map.of(QueueAttributeName.REDRIVE_POLICY, policy));
            sqs.sendMessage(send -> send.queueUrl(queue).messageBody("poison"));
            assertThat(receive(sqs, 0)).hasSize(1);
            assertThat(receive(sqs, 0)).isEmpty();
            await().until(() -> !receive(sqs, deadLetters, 0).isEmpty());
        });
        running(sqs -> {
            assertThat(receive(sqs, 0)).isEmpty();
            assertThat(receive(sqs, deadLetters, 0))
                    .extracting(Message::body)
                    .containsExactly("poison");
        });
    }

    @Test
    void deletedQueueStaysDeleted() {
        running(sqs -> {
            create(sqs, Map.of());
            sqs.sendMessage(send -> send.queueUrl(queue).messageBody("gone"));
            sqs.deleteQueue(delete -> delete.queueUrl(queue));
        });
        running(sqs -> {
            assertThat(sqs.listQueues().queueUrls()).isEmpty();
            create(sqs, Map.of());
            assertThat(receive(sqs, 0)).isEmpty();
        });
    }

    @Test
    void purgedMessagesStayAwayAndLaterOnesStay() {
        running(sqs -> {
            create(sqs, Map.of());
            sqs.sendMessage(send -> send.queueUrl(queue).messageBody("waits"));
            sqs.sendMessage(send -> send.queueUrl(queue).messageBody("is held"));
            assertThat(receive(sqs, 600)).isNotEmpty();
            sqs.purgeQueue(purge -> purge.queueUrl(queue));
            sqs.sendMessage(send -> send.queueUrl(queue).messageBody("later"));
        });
        running(sqs -> {
            await().untilAsserted(() ->
                    assertThat(receive(sqs, 600)).extracting(Message::body).contains("later"));
            assertThat(
                            sqs.getQueueAttributes(get ->
                                            get.queueUrl(queue)
                                                    .attributeNames(QueueAttributeName.ALL))
                                    .attributes())
                    .containsEntry(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "0")
                    .containsEntry(
                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE, "1");
        });
    }

    /** A queue that is deleted and made again is another one, with its own watch. */
    @Test
    void queueThatIsMadeAgainCanBePurgedToo() {
        running(sqs -> {
            create(sqs, Map.of());
            sqs.purgeQueue(purge -> purge.queueUrl(queue));
            sqs.deleteQueue(delete -> delete.queueUrl(queue));
            create(sqs, Map.of());
            sqs.sendMessage(send -> send.queueUrl(queue).messageBody("purged"));
            sqs.purgeQueue(purge -> purge.queueUrl(queue));
            assertThat(receive(sqs, 0)).isEmpty();
        });
        running(sqs -> assertThat(receive(sqs, 0)).isEmpty());
    }

    private void running(Use use) {
        try (EmbeddedQueues queues = EmbeddedQueues.onDisk(folder, port);
                SqsClient sqs =
                        AwsAccess.local(queues.endpoint(), URI.create("http://127.0.0.1:1"))
                                .sqsClient()) {
            use.of(sqs);
        }
    }

    private void create(SqsClient sqs, Map<QueueAttributeName, String> attributes) {
        queue = sqs.createQueue(create -> create.queueName("q").attributes(attributes)).queueUrl();
    }

    private List<Message> receive(SqsClient sqs, int visibilityTimeout) {
        return receive(sqs, queue, visibilityTimeout);
    }

    private static List<Message> receive(SqsClient sqs, String from, int visibilityTimeout) {
        return sqs.receiveMessage(receive ->
                        receive.queueUrl(from)
                                .maxNumberOfMessages(10)
                                .visibilityTimeout(visibilityTimeout)
                                .messageAttributeNames("All")
                                .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages();
    }
}
