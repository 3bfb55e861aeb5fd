package dev.spillway.app.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.app.fixture.Api;
import dev.spillway.app.fixture.AppTest;
import dev.spillway.app.fixture.Source;
import dev.spillway.app.fixture.Tenant;
import dev.spillway.platform.id.Ids;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Dead letters are listed, narrowed down and looked into. */
@AppTest
class DeadLetterIT {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final byte[] BODY = {'{', 0, (byte) 0xff, '}'};

    @LocalServerPort int port;

    private Tenant acme;
    private Source shop;
    private Api api;

    @BeforeEach
    void aSource() {
        acme = Tenant.named("Acme");
        shop = acme.source("Shop", "stripe");
        api = Api.at(port).withKey(acme.apiKey("read"));
    }

    private String dead(String reason, Instant at) {
        return shop.deadWebhook(reason, at, "application/json", BODY).toString();
    }

    private List<String> ids(String query) {
        return api.get("/api/v1/dead-letters" + query)
                .json()
                .path("items")
                .valueStream()
                .map(letter -> letter.path("id").asString())
                .toList();
    }

    @Test
    void aLetterSaysWhatDiedAndOfWhat() {
        dead("data_refused", NOON);

        JsonNode letter = api.get("/api/v1/dead-letters").json().path("items").get(0);

        assertThat(letter.path("status").asString()).isEqualTo("dead");
        assertThat(letter.path("sourceId").asString()).isEqualTo(shop.id().toString());
        assertThat(letter.path("reason").asString()).isEqualTo("data_refused");
        assertThat(letter.path("errorClass").asString()).isEqualTo("java.sql.SQLDataException");
        assertThat(letter.path("deadAt").asString()).isEqualTo("2026-11-20T12:00:00.000Z");
        assertThat(letter.path("receivedAt").asString()).isEqualTo("2026-11-20T11:59:59.000Z");
        assertThat(letter.path("failedReplays").asInt()).isZero();
        assertThat(letter.has("parcel")).isFalse();
    }

    @Test
    void filtersAndPagesNarrowTheList() {
        Source mail = acme.source("Mail", "sendgrid");
        String first = dead("data_refused", NOON);
        String second = dead("processing_failed", NOON.plusSeconds(60));
        String third =
                mail.deadWebhook("data_refused", NOON.plusSeconds(120), "text/plain", BODY)
                        .toString();

        assertThat(ids("")).containsExactly(third, second, first);
        assertThat(ids("?reason=data_refused")).containsExactly(third, first);
        assertThat(ids("?source=" + mail.id())).containsExactly(third);
        assertThat(ids("?from=2026-11-20T12:01:00Z&to=2026-11-20T12:02:00Z"))
                .containsExactly(second);
        assertThat(ids("?status=discarded")).isEmpty();
        String next = api.get("/api/v1/dead-letters?limit=2").json().path("next").asString();
        assertThat(ids("?limit=2&cursor=" + next)).containsExactly(first);
    }

    @Test
    void whatWasSettledIsListedUnderItsStatus() {
        String letter = dead("data_refused", NOON);
        shop.settle("discarded", "not ours");

        assertThat(ids("")).isEmpty();
        assertThat(ids("?status=discarded")).containsExactly(letter);
        assertThat(
                        api.get("/api/v1/dead-letters/" + letter)
                                .json()
                                .path("discardReason")
                                .asString())
                .isEqualTo("not ours");
    }

    @Test
    void theWebhookInItIsShownAndItsBodyIsByteForByte() {
        String letter = dead("data_refused", NOON);

        JsonNode webhook = api.get("/api/v1/dead-letters/" + letter).json().path("webhook");
        Api.Answer body = api.get("/api/v1/dead-letters/" + letter + "/body");

        assertThat(webhook.path("method").asString()).isEqualTo("POST");
        assertThat(webhook.path("path").asString()).isEqualTo("/events");
        assertThat(webhook.path("query").asString()).isEqualTo("eu=1");
        assertThat(webhook.path("provider").asString()).isEqualTo("stripe");
        assertThat(webhook.path("verification").asString()).isEqualTo("verified");
        assertThat(webhook.path("size").asInt()).isEqualTo(BODY.length);
        assertThat(webhook.path("headers").get(0).path("name").asString())
                .isEqualTo("Content-Type");
        assertThat(body.body()).isEqualTo(BODY);
        assertThat(body.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"dead-letter-" + letter + ".json\"");
        assertThat(body.header("Content-Security-Policy")).contains("sandbox");
        assertThat(body.header("Content-Type")).isEqualTo("application/octet-stream");
    }

    @Test
    void htmlInABodyIsAFileOfNoType() {
        byte[] page = "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
        String letter = shop.deadWebhook("data_refused", NOON, "text/html", page).toString();

        Api.Answer body = api.get("/api/v1/dead-letters/" + letter + "/body");

        assertThat(body.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(body.header("Content-Disposition")).contains("attachment").endsWith(".bin\"");
    }

    @Test
    void aMessageThatWasNoWebhookIsNotShown() {
        String letter = shop.deadLetter("malformed_parcel", NOON).toString();

        JsonNode shown = api.get("/api/v1/dead-letters/" + letter).json();

        assertThat(shown.path("reason").asString()).isEqualTo("malformed_parcel");
        assertThat(shown.path("webhook").isNull()).isTrue();
        assertThat(api.get("/api/v1/dead-letters/" + letter + "/body").status()).isEqualTo(404);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(api.get("/api/v1/dead-letters/" + Ids.next()).code()).isEqualTo("not_found");
        assertThat(api.get("/api/v1/dead-letters/nonsense").code()).isEqualTo("not_found");
        assertThat(api.get("/api/v1/dead-letters?status=alive").code()).isEqualTo("invalid_input");
        assertThat(api.get("/api/v1/dead-letters?limit=501").code()).isEqualTo("invalid_input");
    }
}
