package dev.spillway.localcloud.topic;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON that a subscription without raw delivery gets: SNS Developer Guide, "Parsing message
 * formats". Signed for HTTP subscribers; SQS subscribers do not verify.
 */
final class Envelope {

    private static final JsonMapper JSON = new JsonMapper();
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Envelope() {}

    static String wrap(Publication publication, Subscription subscription, String endpoint) {
        return JSON.writeValueAsString(notification(publication, subscription, endpoint));
    }

    static String signed(
            Publication publication,
            Subscription subscription,
            String endpoint,
            MessageSigner signer,
            String version) {
        ObjectNode envelope = notification(publication, subscription, endpoint);
        signer.sign(envelope, version);
        return JSON.writeValueAsString(envelope);
    }

    /** Asks an endpoint whether it wants the topic's messages. */
    static String confirmation(
            Subscription subscription,
            String id,
            String endpoint,
            MessageSigner signer,
            String version) {
        ObjectNode envelope = JSON.createObjectNode();
        envelope.put("Type", "SubscriptionConfirmation");
        envelope.put("MessageId", id);
        envelope.put("Token", subscription.token());
        envelope.put("TopicArn", subscription.topicArn());
        envelope.put(
                "Message",
                "You have chosen to subscribe to the topic %s.\nTo confirm the subscription, visit the SubscribeURL included in this message."
                        .formatted(subscription.topicArn()));
        envelope.put(
                "SubscribeURL",
                "%s/?Action=ConfirmSubscription&TopicArn=%s&Token=%s"
                        .formatted(endpoint, subscription.topicArn(), subscription.token()));
        envelope.put("Timestamp", TIMESTAMP.format(Instant.now()));
        signer.sign(envelope, version);
        return JSON.writeValueAsString(envelope);
    }

    private static ObjectNode notification(
            Publication publication, Subscription subscription, String endpoint) {
        ObjectNode envelope = JSON.createObjectNode();
        envelope.put("Type", "Notification");
        envelope.put("MessageId", publication.id());
        envelope.put("TopicArn", subscription.topicArn());
        publication.subject().ifPresent(subject -> envelope.put("Subject", subject));
        envelope.put("Message", publication.message());
        envelope.put("Timestamp", TIMESTAMP.format(publication.at()));
        envelope.put(
                "UnsubscribeURL",
                endpoint + "/?Action=Unsubscribe&SubscriptionArn=" + subscription.arn());
        if (!publication.attributes().isEmpty()) {
            addAttributes(envelope.putObject("MessageAttributes"), publication.attributes());
        }
        return envelope;
    }

    private static void addAttributes(ObjectNode node, Map<String, MessageAttribute> attributes) {
        attributes.forEach((name, attribute) ->
                node.putObject(name).put("Type", attribute.type()).put("Value", attribute.value()));
    }
}
