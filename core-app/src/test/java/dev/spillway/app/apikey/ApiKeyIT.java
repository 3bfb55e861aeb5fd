package dev.spillway.app.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.app.fixture.Api;
import dev.spillway.app.fixture.AppTest;
import dev.spillway.app.fixture.Person;
import dev.spillway.app.fixture.Tenant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@AppTest
class ApiKeyIT {

    private static final String KEYS = "/api/v1/api-keys";

    @LocalServerPort int port;

    private Api anybody;
    private Tenant acme;

    @BeforeEach
    void aTenant() {
        anybody = Api.at(port);
        acme = Tenant.named("Acme");
    }

    @Test
    void aKeyIsShownOnceWorksAndIsRevoked() {
        Api admin = Person.loggedIn(anybody, acme, "admin").browser();

        Api.Answer made = admin.post(KEYS, Map.of("name", "CI", "scopes", List.of("read")));
        String id = made.json().path("id").asString();
        String key = made.json().path("key").asString();
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        assertThat(key).matches("spw_[A-Za-z0-9_-]{43}");

        Api program = anybody.withKey(key);
        assertThat(program.get("/api/v1/sources").status()).isEqualTo(200);

        Api.Answer listed = admin.get(KEYS);
        assertThat(listed.text()).doesNotContain(key);
        assertThat(listed.json().path("items").get(0).path("prefix").asString())
                .isEqualTo(key.substring(0, 10));

        assertThat(admin.delete(KEYS + "/" + id).status()).isEqualTo(204);
        assertThat(admin.delete(KEYS + "/" + id).status()).isEqualTo(404);
        assertThat(program.get("/api/v1/sources").status()).isEqualTo(401);
        assertThat(admin.get(KEYS).json().path("items").get(0).path("revokedAt").asString())
                .endsWith("Z");
    }

    @Test
    void anExpiredUnknownOrMangledKeyIsRefused() {
        String expired = acme.apiKey("read", Instant.now().minusSeconds(1));
        String live = acme.apiKey("read", Instant.now().plusSeconds(60));

        assertThat(anybody.withKey(live).get("/api/v1/sources").status()).isEqualTo(200);
        for (String key : List.of(expired, live + "x", "spw_", "", "Basic abc")) {
            Api.Answer refused = anybody.withKey(key).get("/api/v1/sources");
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.code()).isEqualTo("not_authenticated");
            assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer");
        }
    }

    @Test
    void aKeyDoesWhatItsScopesSay() {
        Api reader = anybody.withKey(acme.apiKey("read"));
        Api replayer = anybody.withKey(acme.apiKey("replay sources"));
        Api admin = anybody.withKey(acme.apiKey("admin"));
        Api nobody = anybody.withKey(acme.apiKey("root"));

        assertThat(reader.get("/api/v1/webhooks").status()).isEqualTo(200);
        assertThat(reader.post("/api/v1/events/search", Map.of()).status()).isEqualTo(200);
        assertThat(reader.get(KEYS).status()).isEqualTo(403);
        assertThat(reader.get("/api/v1/audit").status()).isEqualTo(403);
        assertThat(replayer.get("/api/v1/webhooks").status()).isEqualTo(403);
        assertThat(replayer.get("/api/v1/webhooks").code()).isEqualTo("not_allowed");
        assertThat(admin.get("/api/v1/webhooks").status()).isEqualTo(200);
        assertThat(admin.get(KEYS).status()).isEqualTo(200);
        assertThat(nobody.get("/api/v1/webhooks").status()).isEqualTo(403);
    }

    @Test
    void aMemberReadsAndDoesNotHandOutKeys() {
        Api member = Person.loggedIn(anybody, acme, "member").browser();

        assertThat(member.get("/api/v1/sources").status()).isEqualTo(200);
        assertThat(member.post(KEYS, Map.of("name", "x", "scopes", List.of("admin"))).status())
                .isEqualTo(403);
    }

    @Test
    void aSuspendedTenantLooksAndDoesNotTouch() {
        Api admin = anybody.withKey(acme.apiKey("admin"));
        Api person = Person.loggedIn(anybody, acme, "admin").browser();
        acme.suspend();

        assertThat(admin.get("/api/v1/sources").status()).isEqualTo(200);
        Api.Answer refused = admin.post(KEYS, Map.of("name", "x", "scopes", List.of("read")));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("tenant_suspended");
        assertThat(admin.post("/api/v1/events/search", Map.of()).status()).isEqualTo(200);
        assertThat(person.delete("/api/v1/session").status()).isEqualTo(204);
    }

    @Test
    void everyInvalidFieldIsNamed() {
        Api admin = anybody.withKey(acme.apiKey("admin"));

        assertThat(fields(admin.postText(KEYS, "{\"name\":\" \",\"scopes\":[]}")))
                .containsExactlyInAnyOrder("name", "scopes");
        assertThat(fields(admin.postText(KEYS, "{\"name\":\"x\",\"scopes\":[\"read\",\"root\"]}")))
                .containsExactly("scopes[1]");
        assertThat(
                        fields(
                                admin.postText(
                                        KEYS,
                                        "{\"name\":\"x\",\"scopes\":[\"read\"],\"expiresAt\":\"soon\"}")))
                .containsExactly("expiresAt");
        assertThat(
                        fields(
                                admin.postText(
                                        KEYS,
                                        "{\"name\":\"x\",\"scopes\":[\"read\"],\"expiresAt\":\"2020-01-01T00:00:00Z\"}")))
                .containsExactly("expiresAt");
        assertThat(admin.postText(KEYS, "{\"name\":").code()).isEqualTo("malformed_request");
    }

    private static List<String> fields(Api.Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(422);
        return answer.json()
                .path("errors")
                .valueStream()
                .map(error -> error.path("field").asString())
                .toList();
    }

    @Test
    void aWrongKeyIsNotMadeUpForByACookie() {
        Person ana = Person.loggedIn(anybody, acme, "admin");

        assertThat(ana.browser().withKey("spw_revoked").get("/api/v1/sources").status())
                .isEqualTo(401);
    }

    @Test
    void whoMakesAndRevokesKeysIsInTheAuditLog() {
        Person ana = Person.loggedIn(anybody, acme, "admin");
        String id =
                ana.browser()
                        .post(KEYS, Map.of("name", "CI", "scopes", List.of("read")))
                        .json()
                        .path("id")
                        .asString();
        ana.browser().delete(KEYS + "/" + id);

        assertThat(ana.browser().get("/api/v1/audit?limit=2").json().path("items"))
                .allSatisfy(entry -> {
                    assertThat(entry.path("actor").asString()).isEqualTo(ana.email());
                    assertThat(entry.path("subject").asString()).isEqualTo(id);
                })
                .extracting(entry -> entry.path("action").asString())
                .containsExactly("api_key.revoked", "api_key.created");
    }
}
