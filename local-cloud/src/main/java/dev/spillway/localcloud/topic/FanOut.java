package dev.spillway.localcloud.topic;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/**
 * Brings a message to the queues of its topic before the publisher is answered: here a publication
 * that was confirmed is in every queue, also after a kill -9. HTTP endpoints get it afterwards.
 */
final class FanOut {

    private static final Logger log = LoggerFactory.getLogger(FanOut.class);

    private final SqsClient sqs;
    private final String endpoint;
    private final HttpFanOut http;
    private final Map<String, String> queueUrls = new ConcurrentHashMap<>();

    FanOut(SqsClient sqs, String endpoint, HttpFanOut http) {
        this.sqs = sqs;
        this.endpoint = endpoint;
        this.http = http;
    }

    /**
     * @throws SnsException when SQS does not answer: the publisher tries again, and a queue that
     *     had the message already gets it twice, as it may on AWS
     */
    void deliver(Topic topic, Publication publication, Iterable<Subscription> subscriptions) {
        for (Subscription subscription : subscriptions) {
            if (subscription.policy().map(policy -> policy.accepts(publication)).orElse(true)) {
                deliver(topic, publication, subscription);
            }
        }
    }

    private void deliver(Topic topic, Publication publication, Subscription subscription) {
        if (subscription.isHttp()) {
            http.deliver(topic, publication, subscription);
        } else {
            deliver(publication, subscription);
        }
    }

    private void deliver(Publication publication, Subscription subscription) {
        try {
            sqs.sendMessage(message(publication, subscription));
        } catch (QueueDoesNotExistException e) {
            // On AWS, too, the message is gone then unless the subscription has a redrive policy.
            queueUrls.remove(subscription.queueName());
            log.warn("Message dropped: {} names a queue that does not exist", subscription.arn());
        } catch (SdkException e) {
            log.warn("Not delivered, the publisher is told to try again: {}", e.getMessage());
            throw SnsException.internal(e);
        }
    }

    private SendMessageRequest message(Publication publication, Subscription subscription) {
        SendMessageRequest.Builder message =
                SendMessageRequest.builder().queueUrl(queueUrl(subscription));
        publication.groupId().ifPresent(message::messageGroupId);
        return subscription.isRaw()
                ? message.messageBody(publication.message())
                        .messageAttributes(attributes(publication))
                        .build()
                : message.messageBody(Envelope.wrap(publication, subscription, endpoint)).build();
    }

    private String queueUrl(Subscription subscription) {
        return queueUrls.computeIfAbsent(
                subscription.queueName(),
                name -> sqs.getQueueUrl(get -> get.queueName(name)).queueUrl());
    }

    private static Map<String, MessageAttributeValue> attributes(Publication publication) {
        Map<String, MessageAttributeValue> attributes = new LinkedHashMap<>();
        publication
                .attributes()
                .forEach((name, attribute) -> attributes.put(name, attribute(attribute)));
        return attributes;
    }

    private static MessageAttributeValue attribute(MessageAttribute attribute) {
        MessageAttributeValue.Builder value =
                MessageAttributeValue.builder().dataType(attribute.type());
        return attribute.isBinary()
                ? value.binaryValue(SdkBytes.fromByteArray(attribute.bytes())).build()
                : value.stringValue(attribute.value()).build();
    }
}
