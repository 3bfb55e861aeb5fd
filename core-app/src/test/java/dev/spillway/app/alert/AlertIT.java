package dev.spillway.app.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.app.fixture.Api;
import dev.spillway.app.fixture.AppTest;
import dev.spillway.app.fixture.Source;
import dev.spillway.app.fixture.Tenant;
import dev.spillway.platform.id.Ids;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@AppTest
class AlertIT {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final UUID WHOLE = new UUID(0, 0);

    @LocalServerPort int port;

    private Tenant acme;
    private Source shop;
    private Api reader;

    @BeforeEach
    void aTenant() {
        acme = Tenant.named("Acme");
        shop = acme.source("Shop", "stripe");
        reader = Api.at(port).withKey(acme.apiKey("read"));
    }

    private static List<String> ids(Api.Answer answer) {
        return answer.json()
                .path("items")
                .valueStream()
                .map(item -> item.path("id").asString())
                .toList();
    }

    @Test
    void whatFiresAndWhatIsOverIsListedNewestFirst() {
        UUID bounce = acme.alert("bounce_rate", shop.id(), "firing", NOON);
        UUID quota = acme.alert("quota_near", WHOLE, "resolved", NOON.plusSeconds(60));
        acme.alert("duplicate_storm", shop.id(), "pending", NOON.plusSeconds(120));

        assertThat(ids(reader.get("/api/v1/alerts")))
                .containsExactly(quota.toString(), bounce.toString());
        assertThat(ids(reader.get("/api/v1/alerts?status=firing")))
                .containsExactly(bounce.toString());
        assertThat(ids(reader.get("/api/v1/alerts?kind=quota_near")))
                .containsExactly(quota.toString());
        assertThat(ids(reader.get("/api/v1/alerts?source=" + shop.id())))
                .containsExactly(bounce.toString());
    }

    @Test
    void pagesFollowEachOther() {
        for (int i = 0; i < 5; i++) {
            acme.alert("bounce_rate", shop.id(), "resolved", NOON.plusSeconds(1_000L * i));
        }
        JsonNode first = reader.get("/api/v1/alerts?limit=3").json();
        Api.Answer second =
                reader.get("/api/v1/alerts?limit=3&cursor=" + first.path("next").asString());

        assertThat(first.path("items")).hasSize(3);
        assertThat(ids(second)).hasSize(2);
        assertThat(second.json().path("next").isNull()).isTrue();
    }

    @Test
    void anAlertSaysWhatItIsAbout() {
        UUID id = acme.alert("bounce_rate", shop.id(), "resolved", NOON);

        JsonNode alert = reader.get("/api/v1/alerts/" + id).json();

        assertThat(alert.path("scope").asString()).isEqualTo("source");
        assertThat(alert.path("sourceId").asString()).isEqualTo(shop.id().toString());
        assertThat(alert.path("measure").asString()).isEqualTo("share");
        assertThat(alert.path("value").asDouble()).isEqualTo(0.42);
        assertThat(alert.path("firedAt").asString()).isEqualTo("2026-11-20T12:00:00.000Z");
        assertThat(alert.path("resolvedAt").asString()).isEqualTo("2026-11-20T12:15:00.000Z");
        assertThat(alert.path("resolution").asString()).isEqualTo("recovered");
        assertThat(reader.get("/api/v1/alerts/" + Ids.next()).status()).isEqualTo(404);
        UUID pending = acme.alert("bounce_rate", shop.id(), "pending", NOON);
        assertThat(reader.get("/api/v1/alerts/" + pending).status()).isEqualTo(404);
    }
}
