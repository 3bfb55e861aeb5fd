package dev.spillway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.e2e.Tenant.SourceRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/**
 * From a webhook that was acknowledged and could not be stored to one that is: the tenant sees it
 * among the dead, somebody mends what was wrong, and the tenant has it replayed.
 */
@ExtendWith(Spillway.class)
class DeadLetterJourneyIT {

    private static final String BODY =
            """
            {"id":"evt_dead_1","object":"event","created":1763719200,"type":"checkout.session.completed",
             "data":{"object":{"id":"cs_1","object":"checkout.session","amount_total":1990,"currency":"eur",
             "payment_status":"paid"}}}\
            """;

    private Spillway.Copy spillway;

    @AfterEach
    void mend() throws SQLException {
        asOwner("DROP TRIGGER IF EXISTS illness");
    }

    @Test
    void deadLetterIsSeenCountedAndReplayed(Spillway.Copy copy) throws Exception {
        spillway = copy;
        Tenant tenant =
                Tenant.onboard(
                        spillway,
                        "mortal",
                        List.of(
                                new SourceRequest(
                                        "Shop",
                                        "stripe",
                                        "enforce",
                                        Map.of("secret", VendorWebhooks.STRIPE_SECRET))));
        asOwner(
                "CREATE TRIGGER illness BEFORE INSERT ON webhook FOR EACH ROW IF NEW.path = '/sick'"
                        + " THEN SIGNAL SQLSTATE '22001' SET MESSAGE_TEXT = 'ill'; END IF");
        String webhook = post(tenant);
        patiently()
                .untilAsserted(
                        () -> assertThat(tenant.read("/dead-letters").at("/items")).hasSize(1));
        JsonNode letter = tenant.read("/dead-letters").at("/items/0");
        assertThat(letter.at("/reason").asString()).isEqualTo("data_refused");
        assertThat(letter.at("/webhookId").asString()).isEqualTo(webhook);
        assertThat(
                        new String(
                                tenant.get("/dead-letters/" + letter.at("/id").asString() + "/body")
                                        .body()))
                .isEqualTo(BODY);

        JsonNode dryRun =
                Http.json(
                        tenant.post(
                                "/dead-letters/replay",
                                Map.of(
                                        "filter",
                                        Map.of("reason", "data_refused"),
                                        "dryRun",
                                        true)));
        assertThat(dryRun.at("/matched").asLong()).isEqualTo(1);
        replay(tenant);
        assertThat(tenant.read("/dead-letters").at("/items/0/failedReplays").asInt())
                .as("what is not mended stays dead")
                .isEqualTo(1);

        mend();
        replay(tenant);

        assertThat(tenant.get("/webhooks/" + webhook).statusCode()).isEqualTo(200);
        assertThat(tenant.read("/dead-letters").at("/items")).isEmpty();
        JsonNode summary = tenant.read("/metrics/summary");
        assertThat(
                        List.of(
                                summary.at("/accepted").asLong(),
                                summary.at("/stored").asLong(),
                                summary.at("/deadLetters").asLong()))
                .containsExactly(1L, 1L, 0L);
    }

    private static String post(Tenant tenant) throws Exception {
        VendorWebhooks.Request request = VendorWebhooks.stripe(BODY);
        // The door knows a new source within two seconds.
        HttpResponse<byte[]> accepted =
                patiently()
                        .until(
                                () ->
                                        Http.post(
                                                tenant.ingestUrls().get("Shop") + "/sick",
                                                request.headers(),
                                                request.body()),
                                answer -> answer.statusCode() != 404);
        assertThat(accepted.statusCode()).isEqualTo(200);
        return Http.json(accepted).at("/id").asString();
    }

    /** All that is dead, and waits for the job to end. */
    private static void replay(Tenant tenant) {
        HttpResponse<byte[]> asked =
                tenant.post("/dead-letters/replay", Map.of("filter", Map.of()));
        assertThat(asked.statusCode()).isEqualTo(202);
        String job = Http.json(asked).at("/jobId").asString();
        patiently()
                .until(() -> tenant.read("/jobs/" + job).at("/status").asString().equals("done"));
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(200));
    }

    private void asOwner(String sql) throws SQLException {
        JsonNode database = spillway.status().at("/database");
        try (Connection connection =
                        DriverManager.getConnection(
                                database.at("/jdbcUrl").asString(),
                                database.at("/user").asString(),
                                database.at("/password").asString());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
