package dev.spillway.app.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.app.fixture.Api;
import dev.spillway.app.fixture.AppCloud;
import dev.spillway.app.fixture.AppTest;
import dev.spillway.app.fixture.Person;
import dev.spillway.app.fixture.Tenant;
import dev.spillway.platform.id.Ids;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@AppTest
class SessionIT {

    private static final String SESSION = "/api/v1/session";

    @LocalServerPort int port;

    private Api anybody;
    private Tenant acme;

    @BeforeEach
    void anInvitedTenant() {
        anybody = Api.at(port);
        acme = Tenant.named("Acme");
    }

    private Api.Answer logIn(String email, String password) {
        return anybody.post("/api/v1/session", Map.of("email", email, "password", password));
    }

    @Test
    void anInvitationBecomesAPersonWhoLogsInLooksAroundAndLogsOut() {
        String email = Person.freshEmail();
        Person.accept(anybody, acme.invitation(email, "admin"), Person.PASSWORD);

        Api.Answer opened = logIn(email.toUpperCase(Locale.ROOT), Person.PASSWORD);
        assertThat(opened.status()).as("%s", opened).isEqualTo(200);
        assertThat(opened.json().path("user").path("name").asString()).isEqualTo("Ana");
        assertThat(opened.json().path("tenants").get(0).path("slug").asString())
                .isEqualTo(acme.slug());
        assertThat(opened.header("Set-Cookie"))
                .startsWith("spillway-8081=")
                .contains("HttpOnly", "SameSite=Lax", "Path=/")
                .doesNotContain("Secure");

        Api browser = anybody.with("Cookie", opened.cookie());
        Api.Answer shown = browser.get("/api/v1/session");
        assertThat(shown.json().path("csrfToken")).isEqualTo(opened.json().path("csrfToken"));

        Api.Answer closed =
                browser.with("X-CSRF-TOKEN", shown.json().path("csrfToken").asString())
                        .delete("/api/v1/session");
        assertThat(closed.status()).isEqualTo(204);
        assertThat(closed.header("Set-Cookie")).contains("Max-Age=0");
        assertThat(browser.get("/api/v1/session").status()).isEqualTo(401);
    }

    @Test
    void aWrongPasswordAndAnUnknownEmailAreAnsweredAlike() {
        String email = Person.loggedIn(anybody, acme, "member").email();

        Api.Answer wrong = logIn(email, "not my password at all");
        Api.Answer unknown = logIn(Person.freshEmail(), "not my password at all");

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.code()).isEqualTo("credentials_invalid");
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.text()).isEqualTo(wrong.text());
    }

    @Test
    void tooManyWrongPasswordsHaveToWaitEvenWithTheRightOne() {
        String email = Person.loggedIn(anybody, acme, "member").email();
        for (int i = 0; i < 5; i++) {
            assertThat(logIn(email, "wrong password " + i).status()).isEqualTo(401);
        }

        Api.Answer refused = logIn(email, Person.PASSWORD);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("rate_exceeded");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 901);
    }

    @Test
    void whatChangesSomethingByCookieNeedsTheCsrfToken() {
        Person ana = Person.loggedIn(anybody, acme, "admin");
        Map<String, Object> key = Map.of("name", "ci", "scopes", new String[] {"read"});

        assertThat(ana.browser().post("/api/v1/api-keys", key).status()).isEqualTo(201);
        for (String token : new String[] {"", "x", "a".repeat(43)}) {
            Api.Answer refused =
                    ana.browser().with("X-CSRF-TOKEN", token).post("/api/v1/api-keys", key);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.code()).isEqualTo("csrf_token_invalid");
        }
    }

    @Test
    void anotherPersonsCsrfTokenDoesNotFit() {
        Person ana = Person.loggedIn(anybody, acme, "admin");
        Person bob = Person.loggedIn(anybody, acme, "admin");
        String bobs = bob.browser().get("/api/v1/session").json().path("csrfToken").asString();

        Api.Answer refused = ana.browser().with("X-CSRF-TOKEN", bobs).delete("/api/v1/session");

        assertThat(refused.code()).isEqualTo("csrf_token_invalid");
    }

    @Test
    void whoBelongsToSeveralTenantsChoosesOne() {
        Tenant other = Tenant.named("Other");
        String email = Person.freshEmail();
        Person.accept(anybody, acme.invitation(email, "admin"), Person.PASSWORD);
        Person.accept(anybody, other.invitation(email, "member"), Person.PASSWORD);
        Map<String, String> credentials =
                Map.of("email", email, "password", Person.PASSWORD, "tenant", other.slug());

        Api.Answer opened = anybody.post("/api/v1/session", credentials);

        assertThat(opened.json().path("tenants")).hasSize(2);
        assertThat(opened.json().path("tenants"))
                .filteredOn(tenant -> tenant.path("current").asBoolean())
                .singleElement()
                .satisfies(tenant ->
                        assertThat(tenant.path("id").asString()).isEqualTo(other.id().toString()));
    }

    @Test
    void aTenantOneDoesNotBelongToCannotBeChosen() {
        String email = Person.loggedIn(anybody, acme, "member").email();
        Map<String, String> credentials =
                Map.of(
                        "email",
                        email,
                        "password",
                        Person.PASSWORD,
                        "tenant",
                        Tenant.named("Victim").slug());

        Api.Answer refused = anybody.post("/api/v1/session", credentials);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("errors").get(0).path("field").asString())
                .isEqualTo("tenant");
    }

    @Test
    void whoBelongsToSeveralTenantsGoesFromOneToAnother() {
        Person ana = Person.loggedIn(anybody, acme, "admin");
        Tenant zebra = Tenant.named("Zebra");
        Person.accept(anybody, zebra.invitation(ana.email(), "member"), Person.PASSWORD);

        Api.Answer changed = ana.browser().patch(SESSION, Map.of("tenant", zebra.slug()));

        assertThat(changed.status()).as("%s", changed).isEqualTo(200);
        assertThat(ana.browser().get(SESSION).status()).isEqualTo(401);
        Api browser = anybody.with("Cookie", changed.cookie());
        assertThat(browser.get(SESSION).json().path("tenants"))
                .filteredOn(tenant -> tenant.path("current").asBoolean())
                .extracting(tenant -> tenant.path("slug").asString())
                .containsExactly(zebra.slug());
        assertThat(browser.get(SESSION).json().path("csrfToken"))
                .isEqualTo(changed.json().path("csrfToken"));
        assertThat(actions(acme)).containsOnlyOnce("session.closed");
        assertThat(actions(zebra)).containsOnlyOnce("session.opened");
    }

    private List<String> actions(Tenant tenant) {
        return anybody.withKey(tenant.apiKey("admin"))
                .get("/api/v1/audit")
                .json()
                .path("items")
                .valueStream()
                .map(entry -> entry.path("action").asString())
                .toList();
    }

    @Test
    void goingToAnotherTenantMakesNoSessionLastLonger() {
        Person ana = Person.loggedIn(anybody, acme, "admin");
        Tenant zebra = Tenant.named("Zebra");
        Person.accept(anybody, zebra.invitation(ana.email(), "member"), Person.PASSWORD);
        AppCloud.shared()
                .execute(
                        "UPDATE user_session SET expires_at = '2126-01-02 03:04:05.678' WHERE tenant_id = ?",
                        (Object) Ids.bytes(acme.id()));

        ana.browser().patch(SESSION, Map.of("tenant", zebra.slug()));

        assertThat(
                        AppCloud.shared()
                                .text(
                                        "SELECT expires_at FROM user_session WHERE tenant_id = ?",
                                        (Object) Ids.bytes(zebra.id())))
                .isEqualTo("2126-01-02 03:04:05.678");
    }

    @Test
    void oneGetsOutOfASuspendedTenantButIntoNoStrangers() {
        Person ana = Person.loggedIn(anybody, acme, "admin");
        Tenant zebra = Tenant.named("Zebra");
        Person.accept(anybody, zebra.invitation(ana.email(), "member"), Person.PASSWORD);
        Tenant victim = Tenant.named("Victim");
        acme.suspend();

        Api.Answer strange = ana.browser().patch(SESSION, Map.of("tenant", victim.slug()));
        Api.Answer nameless = ana.browser().patch(SESSION, Map.of("tenant", " "));
        Api.Answer unproven =
                ana.browser()
                        .with("X-CSRF-TOKEN", "x")
                        .patch(SESSION, Map.of("tenant", zebra.slug()));
        Api.Answer own = ana.browser().patch(SESSION, Map.of("tenant", zebra.id().toString()));

        assertThat(List.of(strange.status(), nameless.status(), unproven.status(), own.status()))
                .containsExactly(422, 422, 403, 200);
    }

    @Test
    void anApiKeyStaysWithItsTenant() {
        Api.Answer refused =
                anybody.withKey(acme.apiKey("admin"))
                        .patch(SESSION, Map.of("tenant", Tenant.named("Victim").slug()));

        assertThat(refused.code()).isEqualTo("not_found");
    }

    @Test
    void aFormOfAnotherSiteCannotLogAnybodyIn() {
        Api.Answer refused =
                anybody.with("Content-Type", "text/plain")
                        .send(
                                "POST",
                                "/api/v1/session",
                                HttpRequest.BodyPublishers.ofString("{\"email\":\"a\"}"));

        assertThat(refused.status()).isEqualTo(415);
    }

    @Test
    void whatIsMissingIsNamed() {
        Api.Answer refused = anybody.postText("/api/v1/session", "{\"email\":\" \"}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("errors"))
                .extracting(error -> error.path("field").asString())
                .containsExactlyInAnyOrder("email", "password");
    }

    @Test
    void aSessionEndsWithItsTimeAndWithItsTenant() {
        Api expired = Person.loggedIn(anybody, acme, "admin").browser();
        AppCloud.shared()
                .execute(
                        "UPDATE user_session SET expires_at = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND WHERE tenant_id = ?",
                        (Object) Ids.bytes(acme.id()));
        assertThat(expired.get("/api/v1/session").status()).isEqualTo(401);

        Api offboarded = Person.loggedIn(anybody, acme, "admin").browser();
        AppCloud.shared()
                .execute(
                        "UPDATE tenant SET status = 'offboarding' WHERE id = ?",
                        (Object) Ids.bytes(acme.id()));
        assertThat(offboarded.get("/api/v1/sources").status()).isEqualTo(401);
    }

    @Test
    void aNewLoginEndsTheSessionThatItReplaces() {
        Person ana = Person.loggedIn(anybody, acme, "member");

        ana.browser()
                .post("/api/v1/session", Map.of("email", ana.email(), "password", Person.PASSWORD));

        assertThat(ana.browser().get("/api/v1/session").status()).isEqualTo(401);
    }
}
