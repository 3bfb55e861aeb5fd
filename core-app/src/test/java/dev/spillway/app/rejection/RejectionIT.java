package dev.spillway.app.rejection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.app.fixture.Api;
import dev.spillway.app.fixture.AppTest;
import dev.spillway.app.fixture.Source;
import dev.spillway.app.fixture.Tenant;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@AppTest
class RejectionIT {

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
        return api.get("/api/v1/rejections" + query)
                .json()
                .path("items")
                .valueStream()
                .map(rejection -> rejection.path("id").asString())
                .toList();
    }

    @Test
    void aSampleSaysWhatWasRefusedAndWhy() {
        mail.rejection("signature_invalid", NOON);

        JsonNode rejection = api.get("/api/v1/rejections").json().path("items").get(0);

        assertThat(rejection.path("sourceId").asString()).isEqualTo(mail.id().toString());
        assertThat(rejection.path("at").asString()).isEqualTo("2026-11-20T12:00:00.000Z");
        assertThat(rejection.path("reason").asString()).isEqualTo("signature_invalid");
        assertThat(rejection.path("path").asString()).isEqualTo("/events");
        assertThat(rejection.path("headers").get(0).path("name").asString())
                .isEqualTo("User-Agent");
        assertThat(rejection.path("size").asInt()).isEqualTo(42);
    }

    @Test
    void filtersAndPagesNarrowTheList() {
        Source shop = acme.source("Shop", "stripe");
        String first = mail.rejection("signature_invalid", NOON).toString();
        String second = mail.rejection("body_too_large", NOON.plusSeconds(60)).toString();
        String third = shop.rejection("signature_invalid", NOON.plusSeconds(120)).toString();

        assertThat(ids("")).containsExactly(third, second, first);
        assertThat(ids("?reason=signature_invalid")).containsExactly(third, first);
        assertThat(ids("?source=" + mail.id())).containsExactly(second, first);
        assertThat(ids("?from=2026-11-20T12:01:00Z&to=2026-11-20T12:02:00Z"))
                .containsExactly(second);
        String next =
                api.get("/api/v1/rejections?limit=1&to=2026-11-20T12:02:00Z")
                        .json()
                        .path("next")
                        .asString();
        assertThat(ids("?limit=1&to=2026-11-20T12:02:00Z&cursor=" + next)).containsExactly(first);
    }
}
