package dev.spillway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.e2e.Tenant.SourceRequest;
import dev.spillway.localcloud.aws.AwsAccess;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sns.SnsClient;
import tools.jackson.databind.JsonNode;

/**
 * Amazon SES as a tenant would set it up: a topic, a source that names it, a subscription that the
 * door confirms by itself, and an event that SNS signs and the tenant reads.
 */
@ExtendWith(Spillway.class)
class SesJourneyIT {

    private static final String DELIVERY =
            """
            {"eventType": "Delivery",
             "mail": {"timestamp": "%1$s", "messageId": "ses-journey-1",
                      "destination": ["ana@acme.example"], "tags": {"campaign": ["autumn"]}},
             "delivery": {"timestamp": "%1$s", "processingTimeMillis": 10,
                          "recipients": ["ana@acme.example"], "smtpResponse": "250 OK"}}
            """
                    .formatted(Instant.now());

    @Test
    void whatSesPublishesToATopicIsAnEventOfTheTenant(Spillway.Copy spillway) {
        try (SnsClient sns = sns(spillway)) {
            String topic = sns.createTopic(create -> create.name("ses-journey")).topicArn();
            Tenant tenant =
                    Tenant.onboard(
                            spillway,
                            "mailer",
                            List.of(
                                    new SourceRequest(
                                            "SES", "ses", "enforce", Map.of("topicArns", topic))));
            subscribe(sns, topic, tenant.ingestUrls().get("SES"));

            sns.publish(publish -> publish.topicArn(topic).message(DELIVERY));

            JsonNode event =
                    await().atMost(Duration.ofSeconds(20))
                            .until(
                                    () -> tenant.read("/events").at("/items"),
                                    events -> !events.isEmpty())
                            .get(0);
            assertThat(event.at("/type").asString()).isEqualTo("delivered");
            assertThat(tenant.read("/webhooks").at("/items"))
                    .singleElement()
                    .returns("verified", webhook -> webhook.at("/verification").asString());
        }
    }

    private static SnsClient sns(Spillway.Copy spillway) {
        return AwsAccess.local(URI.create(spillway.url("sqs")), URI.create(spillway.url("sns")))
                .snsClient();
    }

    /** Once the door knows the source: SNS asks for the confirmation at once. */
    private static void subscribe(SnsClient sns, String topic, String ingestUrl) {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> Http.post(ingestUrl, Map.of(), new byte[0]).statusCode() != 404);
        sns.subscribe(subscribe -> subscribe.topicArn(topic).protocol("http").endpoint(ingestUrl));
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        sns.getTopicAttributes(get -> get.topicArn(topic))
                                .attributes()
                                .get("SubscriptionsPending")
                                .equals("0"));
    }
}
