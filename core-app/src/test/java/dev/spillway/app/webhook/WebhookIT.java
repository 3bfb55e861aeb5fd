package dev.spillway.app.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.app.fixture.Api;
import dev.spillway.app.fixture.AppTest;
import dev.spillway.app.fixture.Source;
import dev.spillway.app.fixture.Tenant;
import dev.spillway.platform.id.Ids;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@AppTest
class WebhookIT {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @LocalServerPort int port;

    private Tenant acme;
    private Source mail;
    private Api api;

    @BeforeEach
    void aSource() {
        acme = Tenant.named("Acme");
        mail = acme.source("Mail", "sendgrid");
        api = Api.at(port).withKey(acme.apiKey("read"));
    }

    private List<String> ids(String query) {
        Api.Answer answer = api.get("/api/v1/webhooks" + query);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.json()
                .path("items")
                .valueStream()
                .map(webhook -> webhook.path("id").asString())
                .toList();
    }

    @Test
    void aListedWebhookSaysWhatItIsAndLeavesItsBodyOut() {
        mail.webhook().at(NOON).events(3).duplicates(2).eventKey("evt_1").store();

        JsonNode webhook = api.get("/api/v1/webhooks").json().path("items").get(0);

        assertThat(webhook.path("sourceId").asString()).isEqualTo(mail.id().toString());
        assertThat(webhook.path("provider").asString()).isEqualTo("sendgrid");
        assertThat(webhook.path("receivedAt").asString()).isEqualTo("2026-11-20T12:00:00.000Z");
        assertThat(webhook.path("storedAt").asString()).isEqualTo("2026-11-20T12:00:00.120Z");
        assertThat(webhook.path("method").asString()).isEqualTo("POST");
        assertThat(webhook.path("contentType").asString()).isEqualTo("application/json");
        assertThat(webhook.path("size").asInt()).isEqualTo(11);
        assertThat(webhook.path("verification").asString()).isEqualTo("verified");
        assertThat(webhook.path("eventKey").asString()).isEqualTo("evt_1");
        assertThat(webhook.path("eventCount").asInt()).isEqualTo(3);
        assertThat(webhook.path("duplicates").asInt()).isEqualTo(2);
        assertThat(webhook.has("body")).isFalse();
        assertThat(webhook.has("headers")).isFalse();
    }

    @Test
    void filtersNarrowTheList() {
        Source shop = acme.source("Shop", "stripe");
        String early = mail.webhook().at(NOON.minusSeconds(60)).store().toString();
        String failed = mail.webhook().at(NOON).verification("failed").store().toString();
        String keyed =
                shop.webhook().at(NOON.plusSeconds(60)).eventKey("evt_100%_a").store().toString();
        String pathed =
                shop.webhook().at(NOON.plusSeconds(90)).path("/orders/eu").store().toString();

        assertThat(ids("")).containsExactly(pathed, keyed, failed, early);
        assertThat(ids("?source=" + shop.id())).containsExactly(pathed, keyed);
        assertThat(ids("?from=2026-11-20T12:00:00Z")).containsExactly(pathed, keyed, failed);
        assertThat(ids("?to=2026-11-20T12:00:00.000Z")).containsExactly(early);
        assertThat(ids("?from=2026-11-20T13:00:00%2B01:00&to=2026-11-20T12:00:30Z"))
                .containsExactly(failed);
        assertThat(ids("?verification=failed")).containsExactly(failed);
        assertThat(ids("?q=orders")).containsExactly(pathed);
        assertThat(ids("?q=100%25_a")).containsExactly(keyed);
        assertThat(ids("?q=100__a")).isEmpty();
    }

    @Test
    void pagesNeitherRepeatNorSkipWhileMoreArrives() {
        List<String> stored = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            stored.addFirst(mail.webhook().at(NOON.plusSeconds(i)).store().toString());
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            Api.Answer page = api.get("/api/v1/webhooks?limit=2" + cursor);
            page.json().path("items").forEach(item -> seen.add(item.path("id").asString()));
            JsonNode next = page.json().path("next");
            cursor = next.isNull() ? "" : "&cursor=" + next.asString();
            mail.webhook().at(NOON.plusSeconds(100)).store();
        } while (!cursor.isEmpty());

        assertThat(seen).containsExactlyElementsOf(stored);
    }

    @Test
    void oneWebhookComesWithItsHeaders() {
        UUID id = mail.webhook().store();

        JsonNode webhook = api.get("/api/v1/webhooks/" + id).json();

        assertThat(webhook.path("id").asString()).isEqualTo(id.toString());
        assertThat(webhook.path("headers").get(1).path("name").asString()).isEqualTo("User-Agent");
        assertThat(webhook.path("headers").get(1).path("value").asString())
                .isEqualTo("SendGrid Event API");
    }

    @Test
    void theIdOfARepetitionLeadsToWhatIsStored() {
        UUID stored = mail.webhook().store();
        UUID repeated = mail.webhook().duplicateOf(stored);

        Api.Answer answer = api.get("/api/v1/webhooks/" + repeated);
        Api.Answer body = api.get("/api/v1/webhooks/" + repeated + "/body");

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).isEqualTo("/api/v1/webhooks/" + stored);
        assertThat(body.status()).isEqualTo(303);
        assertThat(body.header("Location")).isEqualTo("/api/v1/webhooks/" + stored + "/body");
    }

    @Test
    void theBodyComesByteForByteAndAsNothingABrowserWouldRun() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        UUID id = mail.webhook().body("text/html", bytes).store();

        Api.Answer body = api.get("/api/v1/webhooks/" + id + "/body");

        assertThat(body.body()).isEqualTo(bytes);
        assertThat(body.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(body.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"webhook-" + id + ".bin\"");
        assertThat(body.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(body.header("Content-Security-Policy")).isEqualTo("sandbox; default-src 'none'");
        assertThat(body.headers().allValues("Content-Security-Policy")).hasSize(1);
    }

    @Test
    void theFileIsNamedByWhatItHoldsFromAShortList() {
        byte[] script = "<script>".getBytes(StandardCharsets.UTF_8);
        UUID json = mail.webhook().body("application/vnd.api+json", script).store();
        UUID hostile = mail.webhook().body("x\"; filename=\"evil.html", script).store();

        assertThat(disposition(json)).endsWith(".json\"");
        assertThat(disposition(hostile)).endsWith(".bin\"").doesNotContain("evil");
    }

    private String disposition(UUID id) {
        return api.get("/api/v1/webhooks/" + id + "/body").header("Content-Disposition");
    }

    @Test
    void whatCannotBeReadIsNamed() {
        assertThat(field("?limit=0")).isEqualTo("limit");
        assertThat(field("?limit=501")).isEqualTo("limit");
        assertThat(field("?limit=many")).isEqualTo("limit");
        assertThat(field("?cursor=nonsense")).isEqualTo("cursor");
        assertThat(field("?cursor=AAAA")).isEqualTo("cursor");
        assertThat(field("?from=yesterday")).isEqualTo("from");
        assertThat(field("?to=%2B999999999-01-01T00:00:00Z")).isEqualTo("to");
        assertThat(field("?source=1")).isEqualTo("source");
        assertThat(field("?verification=perhaps")).isEqualTo("verification");
        assertThat(field("?q=" + "x".repeat(201))).isEqualTo("q");
    }

    private String field(String query) {
        Api.Answer answer = api.get("/api/v1/webhooks" + query);
        assertThat(answer.status()).as("%s %s", query, answer).isEqualTo(422);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.text()).doesNotContain("Exception", "java.", "Failed to convert");
        return answer.json().path("errors").get(0).path("field").asString();
    }

    @Test
    void anIdOfNothingIsNotFound() {
        assertThat(api.get("/api/v1/webhooks/" + Ids.next()).status()).isEqualTo(404);
        assertThat(api.get("/api/v1/webhooks/" + Ids.next() + "/body").status()).isEqualTo(404);
    }
}
