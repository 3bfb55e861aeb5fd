package dev.spillway.localcloud.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.localcloud.junit.TestCloud;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What any SNS does with what is published, through the AWS SDK. */
interface FanOutContract {

    JsonMapper JSON = new JsonMapper();

    /**
     * A bare number in a policy means a Number attribute; LocalStack wants {@code numeric} for it.
     */
    default boolean matchesBareNumbersToAttributes() {
        return true;
    }

    @Test
    default void attributesOfASubscriptionChangeWhatItGets(TestCloud cloud) {
        Inbox inbox = Inbox.create(cloud);
        String subscription = inbox.subscribe(Map.of());
        inbox.set(subscription, "RawMessageDelivery", "true");
        inbox.set(subscription, "FilterPolicy", "{\"kind\":[\"a\"]}");

        assertThat(
                        cloud.sns()
                                .getSubscriptionAttributes(g -> g.subscriptionArn(subscription))
                                .attributes())
                .containsEntry("RawMessageDelivery", "true")
                .containsEntry("FilterPolicy", "{\"kind\":[\"a\"]}")
                .containsEntry("FilterPolicyScope", "MessageAttributes")
                .containsEntry("PendingConfirmation", "false");
        inbox.publish("refused", Map.of("kind", Inbox.string("b")));
        inbox.publish("wanted", Map.of("kind", Inbox.string("a")));
        assertThat(inbox.bodies(1)).containsExactly("wanted");
    }

    @Test
    default void unsubscribedQueueGetsNothing(TestCloud cloud) {
        Inbox inbox = Inbox.create(cloud);
        String subscription = inbox.subscribe(Map.of("RawMessageDelivery", "true"));
        cloud.sns().unsubscribe(u -> u.subscriptionArn(subscription));

        inbox.publish("to nobody");
        inbox.subscribe(Map.of("RawMessageDelivery", "true"));
        inbox.publish("to the new one");

        assertThat(inbox.bodies(1)).containsExactly("to the new one");
    }

    @Test
    default void rawDeliveryKeepsBodyAttributesAndGroup(TestCloud cloud) {
        Inbox inbox = Inbox.create(cloud);
        inbox.subscribe(Map.of("RawMessageDelivery", "true"));
        String body = "{\"a\":\"<&>\\\"\",\"ü\":\"\uD83D\uDE80\"}\r\n";

        cloud.sns()
                .publish(p ->
                        p.topicArn(inbox.topic())
                                .message(body)
                                .messageGroupId("tenant-1")
                                .messageAttributes(
                                        Map.of(
                                                "text", Inbox.string("x y+z%&=ü"),
                                                "number", Inbox.number("12.50"),
                                                "bytes", Inbox.bytes(new byte[] {0, -1}))));

        Message message = inbox.messages(1).getFirst();
        assertThat(message.body()).isEqualTo(body);
        assertThat(message.messageAttributes().get("text").stringValue()).isEqualTo("x y+z%&=ü");
        assertThat(message.messageAttributes().get("number").stringValue()).isEqualTo("12.50");
        assertThat(message.messageAttributes().get("bytes").binaryValue().asByteArray())
                .containsExactly(0, -1);
        assertThat(message.attributesAsStrings()).containsEntry("MessageGroupId", "tenant-1");
    }

    @Test
    default void wrappedDeliveryIsTheDocumentedEnvelope(TestCloud cloud) {
        Inbox inbox = Inbox.create(cloud);
        inbox.subscribe(Map.of());

        String id =
                cloud.sns()
                        .publish(p ->
                                p.topicArn(inbox.topic())
                                        .subject("A subject")
                                        .message("{\"hello\":1}")
                                        .messageAttributes(Map.of("kind", Inbox.string("a"))))
                        .messageId();

        JsonNode envelope = JSON.readTree(inbox.bodies(1).getFirst());
        assertThat(envelope.get("Type").stringValue()).isEqualTo("Notification");
        assertThat(envelope.get("MessageId").stringValue()).isEqualTo(id);
        assertThat(envelope.get("TopicArn").stringValue()).isEqualTo(inbox.topic());
        assertThat(envelope.get("Subject").stringValue()).isEqualTo("A subject");
        assertThat(envelope.get("Message").stringValue()).isEqualTo("{\"hello\":1}");
        assertThat(envelope.get("Timestamp").stringValue())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(envelope.at("/MessageAttributes/kind/Type").stringValue()).isEqualTo("String");
        assertThat(envelope.at("/MessageAttributes/kind/Value").stringValue()).isEqualTo("a");
        assertThat(envelope.has("UnsubscribeURL")).isTrue();
    }

    @Test
    default void everySubscribedQueueGetsAMessage(TestCloud cloud) {
        Inbox one = Inbox.create(cloud);
        Inbox two = one.withAnotherQueue();
        one.subscribe(Map.of("RawMessageDelivery", "true"));
        two.subscribe(Map.of("RawMessageDelivery", "true"));

        one.publish("for both");

        assertThat(one.bodies(1)).containsExactly("for both");
        assertThat(two.bodies(1)).containsExactly("for both");
    }

    @Test
    default void messageStructureChoosesTheTextForSqs(TestCloud cloud) {
        Inbox inbox = Inbox.create(cloud);
        inbox.subscribe(Map.of("RawMessageDelivery", "true"));

        cloud.sns()
                .publish(p ->
                        p.topicArn(inbox.topic())
                                .messageStructure("json")
                                .message("{\"default\":\"d\",\"sqs\":\"for sqs\"}"));

        assertThat(inbox.bodies(1)).containsExactly("for sqs");
        assertThatThrownBy(() ->
                        cloud.sns()
                                .publish(p ->
                                        p.topicArn(inbox.topic())
                                                .messageStructure("json")
                                                .message("{\"sqs\":\"x\"}")))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    default void batchIsDeliveredEntryByEntry(TestCloud cloud) {
        Inbox inbox = Inbox.create(cloud);
        inbox.subscribe(Map.of("RawMessageDelivery", "true"));

        PublishBatchResponse answer =
                inbox.publishBatch(
                        IntStream.range(0, 10)
                                .mapToObj(i -> Inbox.entry("id-" + i, "message " + i))
                                .toList());

        assertThat(answer.successful())
                .hasSize(10)
                .allSatisfy(s -> assertThat(s.messageId()).isNotBlank());
        assertThat(answer.failed()).isEmpty();
        assertThat(inbox.bodies(10))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 10).mapToObj(i -> "message " + i).toList());
    }

    @Test
    default void messageOfExactly256KibIsTakenAndOneByteMoreRefused(TestCloud cloud) {
        Inbox inbox = Inbox.create(cloud);
        inbox.subscribe(Map.of("RawMessageDelivery", "true"));
        String largest = "ü".repeat(128 * 1024); // two bytes each

        inbox.publish(largest);

        assertThat(inbox.bodies(1)).containsExactly(largest);
        assertThatThrownBy(() -> inbox.publish(largest + "x"))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Message too long");
    }

    @Test
    default void attributePoliciesChooseMessages(TestCloud cloud) {
        Inbox inbox = Inbox.create(cloud);
        String subscription = inbox.subscribe(Map.of("RawMessageDelivery", "true"));
        Map<String, MessageAttributeValue> attributes = new HashMap<>();
        attributes.put("kind", Inbox.string("order.paid"));
        attributes.put("amount", Inbox.number("100"));
        attributes.put("tags", Inbox.attribute("String.Array", "[\"red\",\"blue\"]"));

        for (PolicyCase example : PolicyCase.ON_ATTRIBUTES) {
            inbox.set(subscription, "FilterPolicy", example.policy());
            inbox.publish("filtered", attributes);
            inbox.set(subscription, "FilterPolicy", "{}");
            inbox.publish("always");
            assertThat(inbox.bodies(example.matches() ? 2 : 1, example.policy()))
                    .as(example.policy())
                    .contains("always")
                    .hasSize(example.matches() ? 2 : 1);
        }
    }

    @Test
    default void bareNumberChoosesByANumberAttribute(TestCloud cloud) {
        Inbox inbox = Inbox.create(cloud);
        inbox.subscribe(
                Map.of(
                        "RawMessageDelivery", "true",
                        "FilterPolicy", "{\"amount\":[100,{\"numeric\":[\"=\",7]}]}"));

        inbox.publish("bare", Map.of("amount", Inbox.number("100")));
        inbox.publish("compared", Map.of("amount", Inbox.number("7")));

        if (matchesBareNumbersToAttributes()) {
            assertThat(inbox.bodies(2)).containsExactlyInAnyOrder("bare", "compared");
        } else {
            assertThat(inbox.bodies(1)).containsExactly("compared");
        }
    }

    @Test
    default void bodyPoliciesChooseMessages(TestCloud cloud) {
        Inbox inbox = Inbox.create(cloud);
        String subscription = inbox.subscribe(Map.of("RawMessageDelivery", "true"));
        inbox.set(subscription, "FilterPolicyScope", "MessageBody");
        String body =
                "{\"kind\":\"order.paid\",\"amount\":100.0,\"test\":false,\"tags\":[\"red\",\"blue\"],"
                        + "\"customer\":{\"plan\":\"GROWTH\",\"gone\":null}}";

        for (PolicyCase example : PolicyCase.ON_BODY) {
            inbox.set(subscription, "FilterPolicy", example.policy());
            inbox.publish(body);
            inbox.publish("not even JSON");
            inbox.set(subscription, "FilterPolicy", "{}");
            inbox.publish("always");
            assertThat(inbox.bodies(example.matches() ? 2 : 1, example.policy()))
                    .as(example.policy())
                    .contains("always")
                    .hasSize(example.matches() ? 2 : 1);
        }
    }
}
