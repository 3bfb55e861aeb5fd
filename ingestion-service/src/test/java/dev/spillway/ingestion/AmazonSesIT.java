package dev.spillway.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.ingestion.testkit.Endpoint;
import dev.spillway.ingestion.testkit.ReceivedParcels;
import dev.spillway.ingestion.testkit.RunningDoor;
import dev.spillway.ingestion.testkit.TestSchema;
import dev.spillway.localcloud.aws.AwsAccess;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.localcloud.topic.TopicServer;
import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.parcel.Verification;
import dev.spillway.platform.parcel.Webhook;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.SnsClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event of Amazon SES on its way through a topic to the door, as on AWS: subscribed, confirmed,
 * signed, verified. The topic is the one of one machine, whose certificate the door trusts because
 * it is told to.
 */
@CloudTest
class AmazonSesIT {

    private static final String EVENT =
            "{\"eventType\":\"Delivery\",\"mail\":{\"messageId\":\"née\"}}";

    private static TestSchema schema;
    private static RunningDoor door;
    private static RunningDoor onAws;
    private static ReceivedParcels parcels;
    private static TopicServer topics;
    private static SnsClient sns;
    private static UUID tenant;

    @BeforeAll
    static void start(TestCloud cloud) {
        topics = TopicServer.inMemory(URI.create("http://127.0.0.1:1"));
        sns = AwsAccess.local(URI.create("http://127.0.0.1:1"), topics.endpoint()).snsClient();
        schema = TestSchema.on(cloud.database());
        tenant = schema.addTenant();
        door =
                RunningDoor.start(
                        cloud,
                        schema,
                        Map.of("spillway.sns.trusted-endpoints", topics.endpoint().toString()));
        parcels = new ReceivedParcels(cloud);
        onAws = RunningDoor.start(cloud, schema);
    }

    @AfterAll
    static void stop() {
        onAws.close();
        door.close();
        sns.close();
        topics.close();
    }

    @Test
    void anEventArrivesVerifiedAndItsConfirmationNowhere() {
        String topic = topic("ses-events");
        Endpoint source = source(topic);
        subscribe(topic, door.uri(source.path()));
        awaitConfirmation(topic);

        sns.publish(publish -> publish.topicArn(topic).message(EVENT));

        Webhook webhook =
                Awaitility.await()
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> webhooksOf(source), found -> !found.isEmpty())
                        .iterator()
                        .next();
        var message = JsonMapper.shared().readTree(webhook.body());
        assertThat(webhook.verification()).isEqualTo(Verification.VERIFIED);
        assertThat(message.path("Type").stringValue()).isEqualTo("Notification");
        assertThat(message.path("Message").stringValue()).isEqualTo(EVENT);
        assertThat(webhook.eventKey()).isEqualTo(message.path("MessageId").stringValue());
        assertThat(webhooksOf(source)).hasSize(1);
        assertThat(door.metric("spillway.door.handshakes", "provider:ses")).isEqualTo(1);
    }

    /** Whoever may publish to some topic could else subscribe anybody's door to it. */
    @Test
    void aTopicThatIsNotOnTheListIsNeitherConfirmedNorStored() {
        String topic = topic("mallory");
        Endpoint source = source("arn:aws:sns:eu-central-1:123456789012:ses-events");
        subscribe(topic, door.uri(source.path()));

        awaitRejection(door, "signature_invalid");
        assertThat(pending(topic)).isEqualTo("1");
        assertThat(webhooksOf(source)).isEmpty();
    }

    /** Without the setting, nobody on the door's own machine can sign for Amazon. */
    @Test
    void aDoorOnAwsTrustsNoOtherHost() {
        String topic = topic("for-another-door");
        Endpoint source = source(topic);
        onAws.awaitSource(source);
        subscribe(topic, onAws.uri(source.path()));

        awaitRejection(onAws, "signature_invalid");
        assertThat(pending(topic)).isEqualTo("1");
    }

    /** The host is right, the certificate is not to be had: what SNS would lose, it sends again. */
    @Test
    void withoutACertificateTheSenderIsToTryAgain() {
        Endpoint source = source(topic("without-certificate"));
        byte[] message =
                """
                {"Type": "Notification", "MessageId": "1", "Message": "{}", "SignatureVersion": "2",
                 "Timestamp": "2026-11-21T10:00:00.000Z", "Signature": "AAAA", "TopicArn": "%s",
                 "SigningCertURL": "%s/SimpleNotificationService-0.pem"}
                """
                        .formatted(topic("without-certificate"), topics.endpoint())
                        .getBytes(StandardCharsets.UTF_8);

        var response = door.post(source, message, Map.of());

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        assertThat(RunningDoor.json(response).path("code").stringValue())
                .isEqualTo("certificate_unavailable");
    }

    private static String topic(String name) {
        return sns.createTopic(create -> create.name(name)).topicArn();
    }

    private static Endpoint source(String topicArn) {
        Endpoint source = schema.addSource(tenant, "ses", Map.of("topicArns", topicArn));
        door.awaitSource(source);
        return source;
    }

    private static void subscribe(String topic, URI endpoint) {
        sns.subscribe(subscribe ->
                subscribe.topicArn(topic).protocol("http").endpoint(endpoint.toString()));
    }

    private static void awaitConfirmation(String topic) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(pending(topic)).isEqualTo("0"));
    }

    private static void awaitRejection(RunningDoor door, String reason) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(door.metric("spillway.door.rejected", "code:" + reason))
                                .isPositive());
    }

    private static String pending(String topic) {
        return sns.getTopicAttributes(get -> get.topicArn(topic))
                .attributes()
                .get("SubscriptionsPending");
    }

    private static Collection<Webhook> webhooksOf(Endpoint source) {
        return parcels.all().stream()
                .map(Parcel::webhooks)
                .flatMap(Collection::stream)
                .filter(webhook -> webhook.sourceId().equals(source.sourceId()))
                .toList();
    }
}
