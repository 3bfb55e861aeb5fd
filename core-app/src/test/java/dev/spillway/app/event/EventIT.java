package dev.spillway.app.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.app.fixture.Api;
import dev.spillway.app.fixture.AppTest;
import dev.spillway.app.fixture.Source;
import dev.spillway.app.fixture.Tenant;
import dev.spillway.app.fixture.WebhookRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@AppTest
class EventIT {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:02Z");

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

    private static List<String> ids(Api.Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.json()
                .path("items")
                .valueStream()
                .map(event -> event.path("id").asString())
                .toList();
    }

    private List<String> ids(String query) {
        return ids(api.get("/api/v1/events" + query));
    }

    @Test
    void anEventIsShownWholeWithItsRecipientMasked() {
        WebhookRow row = mail.webhook().at(NOON);
        UUID webhook = row.store();
        row.event(webhook, 0, "clicked", "ana@x.example", "Spring");

        JsonNode event = api.get("/api/v1/events").json().path("items").get(0);

        assertThat(event.path("webhookId").asString()).isEqualTo(webhook.toString());
        assertThat(event.path("type").asString()).isEqualTo("clicked");
        assertThat(event.path("channel").asString()).isEqualTo("email");
        assertThat(event.path("occurredAt").asString()).isEqualTo("2026-11-20T12:00:00.000Z");
        assertThat(event.path("recipient").path("masked").asString()).isEqualTo("a•••@x.example");
        assertThat(event.path("recipient").path("hash").asString())
                .isEqualTo(HexFormat.of().formatHex(acme.recipientHash("ana@x.example")));
        assertThat(event.path("tags").get(1).asString()).isEqualTo("spring");
        assertThat(event.path("amount").asLong()).isEqualTo(1999);
        assertThat(event.path("currency").asString()).isEqualTo("EUR");
        assertThat(event.path("machine").asBoolean()).isFalse();
    }

    @Test
    void filtersNarrowTheList() {
        WebhookRow row = mail.webhook().at(NOON);
        UUID webhook = row.store();
        String clicked = row.event(webhook, 0, "clicked", "ana@x.example", "Spring").toString();
        String opened = row.event(webhook, 1, "opened", "bob@x.example", "Summer").toString();
        WebhookRow later = acme.source("Shop", "stripe").webhook().at(NOON.plusSeconds(60));
        UUID laterWebhook = later.store();
        String paid = later.event(laterWebhook, 0, "paid", "ana@x.example", "Spring").toString();
        String campaignId =
                api.get("/api/v1/events").json().path("items").get(0).path("campaignId").asString();

        assertThat(ids("")).containsExactly(paid, opened, clicked);
        assertThat(ids("?type=opened")).containsExactly(opened);
        assertThat(ids("?source=" + mail.id())).containsExactly(opened, clicked);
        assertThat(ids("?webhook=" + laterWebhook)).containsExactly(paid);
        assertThat(ids("?campaign=Spring")).containsExactly(paid, clicked);
        assertThat(ids("?campaign=" + campaignId)).containsExactly(paid, clicked);
        assertThat(ids("?channel=sms")).isEmpty();
        assertThat(ids("?machine=true")).isEmpty();
        assertThat(ids("?machine=false")).hasSize(3);
        assertThat(ids("?from=2026-11-20T12:00:30Z")).containsExactly(paid);
        assertThat(ids("?to=2026-11-20T12:00:30Z")).containsExactly(opened, clicked);
        String hash = HexFormat.of().formatHex(acme.recipientHash("bob@x.example"));
        assertThat(ids("?recipient=" + hash)).containsExactly(opened);
    }

    @Test
    void aRecipientIsFoundByAddressInWhateverSpelling() {
        WebhookRow row = mail.webhook().at(NOON);
        UUID webhook = row.store();
        String ana = row.event(webhook, 0, "opened", "ana@x.example", "Spring").toString();
        row.event(webhook, 1, "opened", "bob@x.example", "Spring");

        Api.Answer found =
                api.post("/api/v1/events/search", Map.of("recipient", " Ana@X.example "));

        assertThat(ids(found)).containsExactly(ana);
        assertThat(found.text()).doesNotContain("ana@x.example");
    }

    /** Vendors write it with its plus or without, and it is stored as they do. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "+49 151 2345-6789",
                "+4915123456789",
                "4915123456789",
                "0049 (151) 23456789",
                " 49 151 23456789 "
            })
    void aNumberIsFoundWithItsPlusOrWithout(String typed) {
        WebhookRow row = acme.source("SMS", "twilio").webhook().at(NOON);
        UUID webhook = row.store();
        String with = row.event(webhook, 0, "delivered", "+4915123456789", "Spring").toString();
        String without = row.event(webhook, 1, "delivered", "4915123456789", "Spring").toString();
        row.event(webhook, 2, "delivered", "+4915123456780", "Spring");

        Api.Answer found = api.post("/api/v1/events/search", Map.of("recipient", typed));

        assertThat(ids(found)).containsExactly(without, with);
    }

    @Test
    void anAddressDoesNotBelongIntoAUrl() {
        Api.Answer refused = api.get("/api/v1/events?recipient=ana@x.example");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("errors").get(0).path("message").asString())
                .contains("/api/v1/events/search")
                .doesNotContain("ana");
    }

    @Test
    void pagesSplitWhatHappenedAtTheSameInstant() {
        WebhookRow row = mail.webhook().at(NOON);
        UUID webhook = row.store();
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.addFirst(row.event(webhook, i, "opened", "ana@x.example", "Spring").toString());
        }
        List<String> seen = new ArrayList<>();
        Object cursor = null;
        do {
            Api.Answer page =
                    cursor == null
                            ? api.post("/api/v1/events/search", Map.of("limit", 2))
                            : api.post(
                                    "/api/v1/events/search", Map.of("limit", 2, "cursor", cursor));
            seen.addAll(ids(page));
            JsonNode next = page.json().path("next");
            cursor = next.isNull() ? null : next.asString();
        } while (cursor != null);

        assertThat(seen).containsExactlyElementsOf(all);
    }

    @Test
    void whatCannotBeReadIsNamed() {
        assertThat(api.postText("/api/v1/events/search", "{\"limit\":0}").text())
                .contains("\"field\":\"limit\"");
        assertThat(
                        api.postText(
                                        "/api/v1/events/search",
                                        "{\"from\":\"+99999-01-01T00:00:00Z\"}")
                                .text())
                .contains("\"field\":\"from\"");
        assertThat(api.get("/api/v1/events?machine=perhaps").text())
                .contains("\"field\":\"machine\"");
        assertThat(api.get("/api/v1/events?cursor=AAAA").text()).contains("\"field\":\"cursor\"");
    }
}
