package dev.spillway.app.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.app.fixture.Api;
import dev.spillway.app.fixture.AppTest;
import dev.spillway.app.fixture.Person;
import dev.spillway.app.fixture.Tenant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@AppTest
class AuditIT {

    @LocalServerPort int port;

    @Test
    void comingAndGoingIsKept() {
        Tenant acme = Tenant.named("Acme");
        Api anybody = Api.at(port);
        Person ana = Person.loggedIn(anybody, acme, "admin");
        anybody.post(
                "/api/v1/session", Map.of("email", ana.email(), "password", "surely not this"));
        ana.browser().delete("/api/v1/session");
        Api auditor = anybody.withKey(acme.apiKey("admin"));

        // A refusal is written beside the request.
        await().untilAsserted(() ->
                assertThat(actions(auditor))
                        .containsExactlyInAnyOrder(
                                "session.closed",
                                "session.refused",
                                "session.opened",
                                "invitation.accepted"));
    }

    private static List<String> actions(Api auditor) {
        return auditor.get("/api/v1/audit")
                .json()
                .path("items")
                .valueStream()
                .map(entry -> entry.path("action").asString())
                .toList();
    }

    @Test
    void pagesFollowOneAnother() {
        Tenant acme = Tenant.named("Acme");
        Api auditor = Api.at(port).withKey(acme.apiKey("admin"));
        for (int i = 0; i < 3; i++) {
            auditor.post("/api/v1/api-keys", Map.of("name", "k" + i, "scopes", List.of("read")));
        }

        Api.Answer first = auditor.get("/api/v1/audit?limit=2");
        Api.Answer second =
                auditor.get("/api/v1/audit?limit=2&cursor=" + first.json().path("next").asString());

        assertThat(first.json().path("items")).hasSize(2);
        assertThat(second.json().path("items")).hasSize(1);
        assertThat(second.json().has("next")).isTrue();
        assertThat(second.json().path("next").isNull()).isTrue();
        assertThat(second.json().path("items").get(0).path("details").path("name").asString())
                .isEqualTo("k0");
    }
}
