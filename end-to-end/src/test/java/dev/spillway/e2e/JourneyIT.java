package dev.spillway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.e2e.Tenant.SourceRequest;
import dev.spillway.e2e.VendorWebhooks.Request;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/**
 * From onboarding to reading back: three vendors' webhooks, one of them twice, and a forged one go
 * in over HTTP; the tenant's API shows what became of them, and another tenant's shows nothing.
 */
@ExtendWith(Spillway.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JourneyIT {

    private static final String STRIPE_BODY =
            """
            {"id":"evt_journey_1","object":"event","created":1763719200,"type":"checkout.session.completed",
             "data":{"object":{"id":"cs_1","object":"checkout.session","amount_total":1990,"currency":"eur",
             "payment_status":"paid","customer_details":{"email":"mia@mail.example"}}}}\
            """;

    private Tenant acme;
    private Tenant rival;
    private String stripeId;
    private String duplicateId;
    private HttpResponse<byte[]> forged;

    @BeforeAll
    void sendWebhooks(Spillway.Copy spillway) throws Exception {
        acme = Tenant.onboard(spillway, "acme", sources());
        rival = Tenant.onboard(spillway, "rival", sources());
        Request stripe = VendorWebhooks.stripe(STRIPE_BODY);
        stripeId = accepted("Stripe", stripe);
        awaitStored(stripeId);
        duplicateId = accepted("Stripe", stripe);
        accepted("SendGrid", VendorWebhooks.sendGrid(sendGridBody()));
        accepted("Standard", VendorWebhooks.standard("msg_journey", "{\"type\":\"ping\"}"));
        forged =
                post(
                        "Stripe",
                        new Request(
                                Map.of("Stripe-Signature", "t=1,v1=00"), new byte[] {'{', '}'}));
        awaitCounts();
    }

    private static List<SourceRequest> sources() {
        return List.of(
                new SourceRequest(
                        "Stripe",
                        "stripe",
                        "enforce",
                        Map.of("secret", VendorWebhooks.STRIPE_SECRET)),
                new SourceRequest(
                        "SendGrid",
                        "sendgrid",
                        "enforce",
                        Map.of("publicKey", VendorWebhooks.sendGridPublicKey())),
                new SourceRequest(
                        "Standard",
                        "standard-webhooks",
                        "enforce",
                        Map.of("secret", VendorWebhooks.STANDARD_SECRET)));
    }

    /**
     * Two events, one of them twice as SendGrid is known to do, and the CRLF at the end that it
     * signs.
     */
    private static String sendGridBody() {
        long now = Instant.now().getEpochSecond();
        String delivered =
                "{\"email\":\"mia@mail.example\",\"timestamp\":%d,\"event\":\"delivered\",\"sg_event_id\":\"d1\",\"sg_message_id\":\"m1\"}"
                        .formatted(now);
        String clicked =
                "{\"email\":\"mia@mail.example\",\"timestamp\":%d,\"event\":\"click\",\"sg_event_id\":\"c1\",\"sg_message_id\":\"m1\",\"url\":\"https://shop.example/\"}"
                        .formatted(now);
        return "[" + delivered + ",\r\n" + clicked + ",\r\n" + delivered + "]\r\n";
    }

    private String accepted(String source, Request request) {
        HttpResponse<byte[]> response = post(source, request);
        assertThat(response.statusCode())
                .as(() -> new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        String id = Http.json(response).at("/id").asString();
        assertThat(response.headers().firstValue("Spillway-Webhook-Id")).contains(id);
        return id;
    }

    private HttpResponse<byte[]> post(String source, Request request) {
        return Http.post(acme.ingestUrls().get(source), request.headers(), request.body());
    }

    /**
     * Until one of two is stored, either may become the other's duplicate: no order is promised.
     */
    private void awaitStored(String id) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> acme.get("/webhooks/" + id).statusCode() == 200);
    }

    private void awaitCounts() {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> {
                    JsonNode summary = acme.read("/metrics/summary" + today());
                    assertThat(summary.at("/stored").asLong()).isEqualTo(3);
                    assertThat(summary.at("/duplicates").asLong()).isEqualTo(1);
                    assertThat(
                                    summary.at("/rejected/signature_invalid").asLong()
                                            + summary.at("/rejected/timestamp_outside_tolerance")
                                                    .asLong())
                            .isEqualTo(1);
                });
    }

    private static String today() {
        Instant now = Instant.now();
        return "?from=%s&to=%s"
                .formatted(now.minus(1, ChronoUnit.HOURS), now.plus(1, ChronoUnit.HOURS));
    }

    @Test
    void whatWasAcceptedIsStoredOnceOrADuplicate() {
        JsonNode summary = acme.read("/metrics/summary" + today());

        assertThat(summary.at("/accepted").asLong())
                .isEqualTo(
                        summary.at("/stored").asLong()
                                + summary.at("/duplicates").asLong()
                                + summary.at("/deadLetters").asLong());
        assertThat(summary.at("/deadLetters").asLong()).isZero();
        assertThat(acme.read("/webhooks").at("/items").size()).isEqualTo(3);
    }

    @Test
    void aDuplicateCountsAtTheStoredWebhookAndItsIdLeadsThere() {
        assertThat(acme.read("/webhooks/" + stripeId).at("/duplicates").asInt()).isEqualTo(1);

        HttpResponse<byte[]> response = acme.get("/webhooks/" + duplicateId);

        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(response.headers().firstValue("Location"))
                .hasValueSatisfying(location -> assertThat(location).endsWith(stripeId));
    }

    @Test
    void theBodyComesBackByteForByte() {
        JsonNode webhooks = acme.read("/webhooks");
        String id =
                StreamSupport.stream(webhooks.at("/items").spliterator(), false)
                        .filter(webhook -> webhook.at("/provider").asString().equals("sendgrid"))
                        .findFirst()
                        .orElseThrow()
                        .at("/id")
                        .asString();

        assertThat(new String(acme.get("/webhooks/" + id + "/body").body(), StandardCharsets.UTF_8))
                .endsWith("]\r\n");
        assertThat(acme.get("/webhooks/" + stripeId + "/body").body())
                .isEqualTo(STRIPE_BODY.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void eventsAreUnderstoodAndRepeatedOnesCountOnce() {
        JsonNode events = acme.read("/events").at("/items");
        List<String> types =
                StreamSupport.stream(events.spliterator(), false)
                        .map(event -> event.at("/type").asString())
                        .toList();

        assertThat(types).contains("delivered", "clicked").doesNotHaveDuplicates();
        assertThat(events.toString()).doesNotContain("mia@mail.example");
    }

    @Test
    void theForgedOneIsRefusedAndListed() {
        assertThat(forged.statusCode()).isEqualTo(401);
        assertThat(forged.headers().firstValue("Content-Type"))
                .contains("application/problem+json");

        JsonNode rejections = acme.read("/rejections").at("/items");

        assertThat(rejections.size()).isEqualTo(1);
        assertThat(rejections.at("/0/reason").asString())
                .isEqualTo(Http.json(forged).at("/code").asString());
    }

    @Test
    void anotherTenantSeesNothing() {
        for (String list : List.of("/webhooks", "/events", "/rejections")) {
            assertThat(rival.read(list).at("/items").size()).as(list).isZero();
        }
        assertThat(rival.get("/webhooks/" + stripeId).statusCode()).isEqualTo(404);
        assertThat(rival.get("/webhooks/" + stripeId + "/body").statusCode()).isEqualTo(404);
        assertThat(rival.get("/webhooks/" + duplicateId).statusCode()).isEqualTo(404);
        assertThat(rival.read("/metrics/summary" + today()).at("/stored").asLong()).isZero();
    }
}
