package dev.spillway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.e2e.Tenant.SourceRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/**
 * From a webhook that was refused by its tenant's mistake to one that is stored: the tenant sees it
 * in quarantine, mends the source and releases it; by then the vendor has sent it again.
 */
@ExtendWith(Spillway.class)
class QuarantineJourneyIT {

    private static final String FIRST = payment("evt_refused_1");
    private static final String SECOND = payment("evt_refused_2");

    private static String payment(String id) {
        return """
        {"id":"%s","object":"event","created":1763719200,"type":"checkout.session.completed",
         "data":{"object":{"id":"cs_1","object":"checkout.session","amount_total":1990,"currency":"eur",
         "payment_status":"paid"}}}\
        """
                .formatted(id);
    }

    /** The mistake is another secret than the vendor signs with. */
    @Test
    void whatWasRefusedByMistakeIsSeenAndReleasedOnceItIsMended(Spillway.Copy spillway)
            throws Exception {
        Tenant tenant =
                Tenant.onboard(
                        spillway,
                        "mistaken",
                        List.of(
                                new SourceRequest(
                                        "Shop",
                                        "stripe",
                                        "enforce",
                                        Map.of("secret", "whsec_of-another-endpoint"),
                                        Map.of("quarantine", true))));
        patiently().until(() -> post(tenant, FIRST) == 401);
        assertThat(post(tenant, SECOND)).isEqualTo(401);
        patiently().until(() -> held(tenant).size() == 2);
        JsonNode newest = held(tenant).get(0);
        assertThat(newest.at("/reason").asString()).isEqualTo("signature_invalid");
        assertThat(newest.at("/size").asInt()).isEqualTo(SECOND.length());

        assertThat(release(tenant).at("/failed").asInt()).as("nothing is mended").isEqualTo(2);
        mend(tenant);
        int refused = 2 + postUntilAccepted(tenant);
        patiently().until(() -> held(tenant).size() == refused);
        JsonNode released = release(tenant);

        assertThat(released.at("/done").asInt()).isEqualTo(refused);
        assertThat(held(tenant)).isEmpty();
        JsonNode webhook = tenant.read("/webhooks/" + newest.at("/id").asString());
        assertThat(webhook.at("/verification").asString()).isEqualTo("verified");
        assertThat(webhook.at("/eventKey").asString()).isEqualTo("evt_refused_2");
        assertThat(webhook.at("/receivedAt")).isEqualTo(newest.at("/receivedAt"));
        patiently()
                .untilAsserted(() -> {
                    JsonNode summary = tenant.read("/metrics/summary");
                    assertThat(summary.at("/stored").asLong()).isEqualTo(2);
                    assertThat(summary.at("/duplicates").asLong()).isEqualTo(refused - 1);
                });
    }

    /** The door knows of a change within two seconds, and keeps what it refuses until then. */
    private static int postUntilAccepted(Tenant tenant) {
        AtomicInteger refused = new AtomicInteger();
        patiently()
                .until(() -> {
                    boolean accepted = post(tenant, FIRST) == 200;
                    if (!accepted) {
                        refused.incrementAndGet();
                    }
                    return accepted;
                });
        return refused.get();
    }

    private static int post(Tenant tenant, String body) throws Exception {
        VendorWebhooks.Request request = VendorWebhooks.stripe(body);
        return Http.post(tenant.ingestUrls().get("Shop"), request.headers(), request.body())
                .statusCode();
    }

    private static JsonNode held(Tenant tenant) {
        return tenant.read("/quarantine").at("/items");
    }

    /** All that is held, and waits for the job to end. */
    private static JsonNode release(Tenant tenant) {
        HttpResponse<byte[]> asked = tenant.post("/quarantine/release", Map.of("filter", Map.of()));
        assertThat(asked.statusCode()).isEqualTo(202);
        String job = Http.json(asked).at("/jobId").asString();
        return patiently()
                .until(
                        () -> tenant.read("/jobs/" + job),
                        found -> found.at("/status").asString().equals("done"));
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(200));
    }

    private static void mend(Tenant tenant) {
        String source = tenant.read("/sources").at("/items/0/id").asString();
        HttpResponse<byte[]> rotated =
                tenant.post(
                        "/sources/" + source + "/rotate",
                        Map.of("credentials", Map.of("secret", VendorWebhooks.STRIPE_SECRET)));
        assertThat(rotated.statusCode()).isEqualTo(200);
    }
}
