package dev.spillway.localcloud.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.localcloud.junit.TestCloud;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.model.BatchEntryIdsNotDistinctException;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.InvalidParameterValueException;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.Subscription;
import software.amazon.awssdk.services.sns.model.TooManyEntriesInBatchRequestException;
import software.amazon.awssdk.services.sns.model.Topic;

/** Topics and subscriptions of any SNS, through the AWS SDK. */
interface TopicContract {

    /** AWS and the local SNS know how many subscriptions a topic has; LocalStack always says 0. */
    default boolean countsSubscriptions() {
        return true;
    }

    /**
     * AWS and the local SNS delete a topic's subscriptions with it; LocalStack goes on listing
     * them.
     */
    default boolean deletesSubscriptionsWithTheirTopic() {
        return true;
    }

    @Test
    default void creatingATopicTwiceGivesTheSameTopic(TestCloud cloud) {
        Inbox inbox = Inbox.create(cloud);

        String again = cloud.sns().createTopic(c -> c.name(inbox.name())).topicArn();

        assertThat(again).isEqualTo(inbox.topic());
        assertThat(cloud.sns().listTopicsPaginator().topics())
                .extracting(Topic::topicArn)
                .contains(inbox.topic())
                .doesNotHaveDuplicates();
    }

    @Test
    default void attributesOfATopicAreStored(TestCloud cloud) {
        Inbox inbox = Inbox.create(cloud);
        inbox.subscribe(Map.of());

        cloud.sns()
                .setTopicAttributes(s ->
                        s.topicArn(inbox.topic())
                                .attributeName("DisplayName")
                                .attributeValue("Übergabe & Co <1>"));

        assertThat(cloud.sns().getTopicAttributes(g -> g.topicArn(inbox.topic())).attributes())
                .containsEntry("DisplayName", "Übergabe & Co <1>")
                .containsEntry("SubscriptionsConfirmed", countsSubscriptions() ? "1" : "0")
                .containsEntry("TopicArn", inbox.topic());
    }

    @Test
    default void deletedTopicTakesItsSubscriptionsAlong(TestCloud cloud) {
        Inbox inbox = Inbox.create(cloud);
        String subscription = inbox.subscribe(Map.of());

        cloud.sns().deleteTopic(d -> d.topicArn(inbox.topic()));
        cloud.sns().deleteTopic(d -> d.topicArn(inbox.topic()));

        assertThatThrownBy(() -> inbox.publish("nobody there"))
                .isInstanceOf(NotFoundException.class);
        assertThat(
                        cloud.sns().listSubscriptionsPaginator().subscriptions().stream()
                                .map(Subscription::subscriptionArn)
                                .anyMatch(subscription::equals))
                .isNotEqualTo(deletesSubscriptionsWithTheirTopic());
    }

    @Test
    default void subscribingTwiceGivesTheSameSubscription(TestCloud cloud) {
        Inbox inbox = Inbox.create(cloud);
        String first = inbox.subscribe(Map.of("RawMessageDelivery", "true"));

        assertThat(inbox.subscribe(Map.of("RawMessageDelivery", "true"))).isEqualTo(first);
        assertThat(
                        cloud.sns()
                                .listSubscriptionsByTopic(l -> l.topicArn(inbox.topic()))
                                .subscriptions())
                .singleElement()
                .satisfies(subscription -> {
                    assertThat(subscription.protocol()).isEqualTo("sqs");
                    assertThat(subscription.endpoint()).isEqualTo(inbox.queueArn());
                });
    }

    @Test
    default void unknownTopicAndSubscriptionAreNotFound(TestCloud cloud) {
        Inbox inbox = Inbox.create(cloud);
        String topic = inbox.topic() + "-gone";

        assertThatThrownBy(() -> cloud.sns().publish(p -> p.topicArn(topic).message("x")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("Topic does not exist");
        assertThatThrownBy(() -> cloud.sns().getTopicAttributes(g -> g.topicArn(topic)))
                .isInstanceOf(NotFoundException.class);
        String subscription = inbox.topic() + ":0c4ef5ea-5b8f-4f0e-9a11-000000000000";
        assertThatThrownBy(() ->
                        cloud.sns().getSubscriptionAttributes(g -> g.subscriptionArn(subscription)))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    default void invalidRequestsAreRefusedWithTheirCode(TestCloud cloud) {
        Inbox inbox = Inbox.create(cloud);

        assertThatThrownBy(() -> cloud.sns().createTopic(c -> c.name("no spaces")))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() ->
                        cloud.sns()
                                .subscribe(s ->
                                        s.topicArn(inbox.topic())
                                                .protocol("pigeon")
                                                .endpoint(inbox.queueArn())))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("pigeon");
        assertThatThrownBy(() -> inbox.subscribe(Map.of("FilterPolicy", "{\"kind\":\"a\"}")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("FilterPolicy");
        assertThatThrownBy(() -> inbox.publish("x", Map.of("k", Inbox.attribute("Colour", "red"))))
                .isInstanceOf(InvalidParameterValueException.class);
    }

    @Test
    default void badBatchIsRefusedAsAWhole(TestCloud cloud) {
        Inbox inbox = Inbox.create(cloud);
        List<PublishBatchRequestEntry> eleven =
                IntStream.range(0, 11).mapToObj(i -> Inbox.entry("id-" + i, "m")).toList();
        List<PublishBatchRequestEntry> twins =
                List.of(Inbox.entry("a", "m"), Inbox.entry("a", "m"));

        assertThatThrownBy(() -> inbox.publishBatch(eleven))
                .isInstanceOf(TooManyEntriesInBatchRequestException.class);
        assertThatThrownBy(() -> inbox.publishBatch(twins))
                .isInstanceOf(BatchEntryIdsNotDistinctException.class);
    }
}
