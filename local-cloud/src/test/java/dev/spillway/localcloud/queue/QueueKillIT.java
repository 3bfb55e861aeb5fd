package dev.spillway.localcloud.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.localcloud.aws.AwsAccess;
import dev.spillway.localcloud.startup.LoopbackPort;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** Many threads send and some consume while the process is killed, twice on the same files. */
class QueueKillIT {

    @TempDir Path folder;

    private final int port = LoopbackPort.free();
    private final AtomicLong next = new AtomicLong();
    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final Set<String> deleting = ConcurrentHashMap.newKeySet();
    private final Set<String> deleted = ConcurrentHashMap.newKeySet();

    @Test
    void whatWasSentIsThereOnceAndWhatWasDeletedIsNot() throws Exception {
        killUnderLoad();
        killUnderLoad();

        try (EmbeddedQueues queues = EmbeddedQueues.onDisk(folder, port);
                SqsClient sqs = client(queues.endpoint())) {
            List<String> left = everything(sqs);

            Set<String> expected = new HashSet<>(sent);
            expected.removeAll(deleting);
            assertThat(expected).hasSizeGreaterThan(50);
            assertThat(deleted).hasSizeGreaterThan(50);
            assertThat(left)
                    .doesNotHaveDuplicates()
                    .containsAll(expected)
                    .doesNotContainAnyElementsOf(deleted);
        }
    }

    private void killUnderLoad() throws Exception {
        CountDownLatch killed = new CountDownLatch(1);
        try (SqsClient sqs = client(URI.create("http://127.0.0.1:" + port));
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            try (QueueProcess _ = QueueProcess.start(folder, port)) {
                String queue =
                        sqs.createQueue(create ->
                                        create.queueName("q")
                                                .attributes(
                                                        Map.of(
                                                                QueueAttributeName
                                                                        .VISIBILITY_TIMEOUT,
                                                                "2")))
                                .queueUrl();
                for (int i = 0; i < 8; i++) {
                    clients.execute(() -> until(killed, () -> send(sqs, queue)));
                }
                clients.execute(() -> until(killed, () -> consume(sqs, queue)));
                int enough = sent.size() + 500;
                int gone = deleted.size() + 100;
                await().atMost(Duration.ofMinutes(2))
                        .pollInterval(Duration.ofMillis(10))
                        .until(() ->
                                sent.size() > enough
                                        && deleted.size() > gone
                                        && sent.size() > deleting.size() + 100);
            }
            killed.countDown();
        }
    }

    private static SqsClient client(URI endpoint) {
        return AwsAccess.local(endpoint, URI.create("http://127.0.0.1:1")).sqsClient();
    }

    private static void until(CountDownLatch killed, Runnable call) {
        while (killed.getCount() > 0) {
            try {
                call.run();
            } catch (SdkException e) {
                // Killed, or too busy to answer: what was not confirmed is not promised.
            }
        }
    }

    private void send(SqsClient sqs, String queue) {
        List<String> bodies =
                IntStream.range(0, 10)
                        .mapToObj(_ -> next.getAndIncrement())
                        .map(n -> n + "-" + "x".repeat((int) (n * 31 % 8_000)))
                        .toList();
        sqs.sendMessageBatch(send ->
                        send.queueUrl(queue)
                                .entries(
                                        IntStream.range(0, bodies.size())
                                                .mapToObj(i ->
                                                        SendMessageBatchRequestEntry.builder()
                                                                .id(Integer.toString(i))
                                                                .messageBody(bodies.get(i))
                                                                .build())
                                                .toList()))
                .successful()
                .forEach(entry -> sent.add(bodies.get(Integer.parseInt(entry.id()))));
    }

    private void consume(SqsClient sqs, String queue) {
        List<Message> messages = receive(sqs, queue, 2);
        if (messages.isEmpty()) {
            return;
        }
        messages.forEach(message -> deleting.add(message.body()));
        sqs.deleteMessageBatch(delete ->
                        delete.queueUrl(queue)
                                .entries(
                                        IntStream.range(0, messages.size())
                                                .mapToObj(i ->
                                                        DeleteMessageBatchRequestEntry.builder()
                                                                .id(Integer.toString(i))
                                                                .receiptHandle(
                                                                        messages.get(i)
                                                                                .receiptHandle())
                                                                .build())
                                                .toList()))
                .successful()
                .forEach(entry -> deleted.add(messages.get(Integer.parseInt(entry.id())).body()));
    }

    /** As many bodies as the queue says it holds, also those that are invisible for a moment. */
    private static List<String> everything(SqsClient sqs) {
        String queue = sqs.getQueueUrl(get -> get.queueName("q")).queueUrl();
        int count = count(sqs, queue);
        List<String> bodies = new ArrayList<>();
        while (bodies.size() < count) {
            receive(sqs, queue, 600).forEach(message -> bodies.add(message.body()));
        }
        return bodies;
    }

    private static int count(SqsClient sqs, String queue) {
        return sqs
                .getQueueAttributes(get ->
                        get.queueUrl(queue)
                                .attributeNames(
                                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                        QueueAttributeName
                                                .APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED))
                .attributes()
                .values()
                .stream()
                .mapToInt(Integer::parseInt)
                .sum();
    }

    private static List<Message> receive(SqsClient sqs, String queue, int visibilityTimeout) {
        return sqs.receiveMessage(receive ->
                        receive.queueUrl(queue)
                                .maxNumberOfMessages(10)
                                .waitTimeSeconds(1)
                                .visibilityTimeout(visibilityTimeout))
                .messages();
    }
}
