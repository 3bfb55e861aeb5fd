package dev.spillway.localcloud.queue;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** The URLs of Spillway's queues and of the dead-letter queue behind each. */
public record QueueSet(
        String main,
        String overflow,
        String signals,
        String mainDeadLetters,
        String overflowDeadLetters,
        String signalsDeadLetters) {

    private static final Duration RETENTION = Duration.ofDays(14);

    /**
     * High, because handing a message back is normal: the worker itself parks what it cannot read.
     */
    private static final int MAX_RECEIVE_COUNT = 1000;

    /** Creates those that are absent and leaves the others, with their messages, as they are. */
    public static QueueSet ensure(SqsClient sqs, String prefix) {
        return new QueueSet(
                ensureWithDeadLetters(sqs, prefix + "-main"),
                ensureWithDeadLetters(sqs, prefix + "-overflow"),
                ensureWithDeadLetters(sqs, prefix + "-signals"),
                url(sqs, deadLetters(prefix + "-main")),
                url(sqs, deadLetters(prefix + "-overflow")),
                url(sqs, deadLetters(prefix + "-signals")));
    }

    private static String ensureWithDeadLetters(SqsClient sqs, String name) {
        String deadLettersUrl = ensure(sqs, deadLetters(name), Map.of());
        String redrive =
                "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":\"%d\"}"
                        .formatted(arn(sqs, deadLettersUrl), MAX_RECEIVE_COUNT);
        return ensure(sqs, name, Map.of(QueueAttributeName.REDRIVE_POLICY, redrive));
    }

    private static String ensure(
            SqsClient sqs, String name, Map<QueueAttributeName, String> attributes) {
        try {
            return url(sqs, name);
        } catch (QueueDoesNotExistException e) {
            String url =
                    sqs.createQueue(create -> create.queueName(name).attributes(attributes))
                            .queueUrl();
            sqs.setQueueAttributes(set ->
                    set.queueUrl(url)
                            .attributes(
                                    Map.of(
                                            QueueAttributeName.MESSAGE_RETENTION_PERIOD,
                                            Long.toString(RETENTION.toSeconds()))));
            return url;
        }
    }

    private static String deadLetters(String name) {
        return name + "-dlq";
    }

    private static String url(SqsClient sqs, String name) {
        return sqs.getQueueUrl(get -> get.queueName(name)).queueUrl();
    }

    /** The ARN of a queue, for redrive policies and subscriptions. */
    public static String arn(SqsClient sqs, String url) {
        String arn =
                sqs.getQueueAttributes(get ->
                                get.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                        .attributes()
                        .get(QueueAttributeName.QUEUE_ARN);
        return Objects.requireNonNull(arn, "every queue has an ARN");
    }
}
