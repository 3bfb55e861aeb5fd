package dev.spillway.app.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.app.fixture.Api;
import dev.spillway.app.fixture.AppCloud;
import dev.spillway.app.fixture.AppTest;
import dev.spillway.app.fixture.Source;
import dev.spillway.app.fixture.Tenant;
import dev.spillway.platform.id.Ids;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@AppTest
class SourceIT {

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

    @Test
    void aSourceIsShownWithItsUrlAndWithoutASecret() {
        JsonNode source = api.get("/api/v1/sources/" + mail.id()).json();

        assertThat(source.path("name").asString()).isEqualTo("Mail");
        assertThat(source.path("mode").asString()).isEqualTo("enforce");
        assertThat(source.path("status").asString()).isEqualTo("active");
        assertThat(source.path("settings").path("tag").asString()).isEqualTo("eu");
        assertThat(source.path("ingestUrl").asString())
                .isEqualTo("https://in.spillway.example/in/" + mail.ingestKey());
        assertThat(source.path("createdAt").asString())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(source.toString()).doesNotContain("ciphertext", "credentials");
    }

    @Test
    void itsStatisticsComeFromTheLastDay() {
        Instant now = Instant.now();
        mail.traffic("received", "", now, 8);
        mail.traffic("failed", "", now, 2);
        mail.traffic("rejected", "signature_invalid", now, 2);
        mail.traffic("received", "", now.minusSeconds(26 * 3600), 1000);
        Instant last = now.minusSeconds(30);
        mail.webhook().at(last).store();
        mail.webhook().at(last.minusSeconds(5)).store();

        JsonNode stats = api.get("/api/v1/sources/" + mail.id()).json().path("stats");

        assertThat(stats.path("accepted").asInt()).isEqualTo(8);
        assertThat(stats.path("rejected").asInt()).isEqualTo(2);
        assertThat(stats.path("passRate").asDouble()).isEqualTo(0.6);
        assertThat(Instant.parse(stats.path("lastWebhookAt").asString()))
                .isEqualTo(last.truncatedTo(java.time.temporal.ChronoUnit.MILLIS));
    }

    @Test
    void aSilentSourceHasNoRate() {
        JsonNode stats = api.get("/api/v1/sources/" + mail.id()).json().path("stats");

        assertThat(stats.path("accepted").asInt()).isZero();
        assertThat(stats.path("passRate").isNull()).isTrue();
        assertThat(stats.path("lastWebhookAt").isNull()).isTrue();
    }

    @Test
    void aDeletedSourceLeavesTheListAndCanStillBeNamed() {
        Source gone = acme.source("Gone", "stripe");
        AppCloud.shared()
                .execute(
                        "UPDATE source SET status = 'deleted' WHERE tenant_id = ? AND id = ?",
                        Ids.bytes(acme.id()),
                        Ids.bytes(gone.id()));

        assertThat(api.get("/api/v1/sources").json().path("items"))
                .extracting(source -> source.path("name").asString())
                .containsExactly("Mail");
        assertThat(api.get("/api/v1/sources/" + gone.id()).json().path("status").asString())
                .isEqualTo("deleted");
    }

    @Test
    void pagesFollowOneAnother() {
        acme.source("Shop", "stripe");

        Api.Answer first = api.get("/api/v1/sources?limit=1");
        Api.Answer second =
                api.get("/api/v1/sources?limit=1&cursor=" + first.json().path("next").asString());

        assertThat(first.json().path("items").get(0).path("name").asString()).isEqualTo("Mail");
        assertThat(second.json().path("items").get(0).path("name").asString()).isEqualTo("Shop");
        assertThat(second.json().path("next").isNull()).isTrue();
    }

    @Test
    void whatIsNoIdNamesNothing() {
        assertThat(api.get("/api/v1/sources/nonsense").status()).isEqualTo(404);
        assertThat(api.get("/api/v1/sources/" + Ids.next()).code()).isEqualTo("not_found");
    }
}
