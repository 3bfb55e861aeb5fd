package dev.spillway.localcloud.topic;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON that a subscription without raw delivery gets: SNS Developer Guide, "Parsing message
 * formats". Not signed: SQS subscribers do not verify, and HTTP ones are not served yet.
 */
final class Envelope {

    private static final JsonMapper JSON = new JsonMapper();
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Envelope() {}

    static String wrap(Publication publication, Subscription subscription, String endpoint) {
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
        return JSON.writeValueAsString(envelope);
    }

    private static void addAttributes(ObjectNode node, Map<String, MessageAttribute> attributes) {
        attributes.forEach((name, attribute) ->
                node.putObject(name).put("Type", attribute.type()).put("Value", attribute.value()));
    }
}
