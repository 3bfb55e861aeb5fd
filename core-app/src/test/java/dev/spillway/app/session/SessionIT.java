package dev.spillway.app.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.app.fixture.Api;
import dev.spillway.app.fixture.AppTest;
import dev.spillway.app.fixture.Person;
import dev.spillway.app.fixture.Tenant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@AppTest
class SessionIT {

    @LocalServerPort int port;

    @Test
    void anInvitationBecomesAPersonWhoLogsInLooksAroundAndLogsOut() {
        Tenant acme = Tenant.named("Acme");
        Api anybody = Api.at(port);
        String email = Person.freshEmail();
        String token = acme.invitation(email, "admin");

        Api.Answer invitation = anybody.post("/api/v1/invitations/find", Map.of("token", token));
        assertThat(invitation.json().path("tenant").asString()).isEqualTo("Acme");
        assertThat(invitation.json().path("email").asString()).isEqualTo(email);
        assertThat(invitation.json().path("hasAccount").asBoolean()).isFalse();

        Api.Answer accepted =
                anybody.post(
                        "/api/v1/invitations/accept",
                        Map.of("token", token, "name", "Ana", "password", Person.PASSWORD));
        assertThat(accepted.status()).as(accepted.toString()).isEqualTo(201);
        assertThat(accepted.json().path("user").path("email").asString()).isEqualTo(email);

        Api.Answer opened =
                anybody.post(
                        "/api/v1/session",
                        Map.of("email", email.toUpperCase(), "password", Person.PASSWORD));
        assertThat(opened.status()).as(opened.toString()).isEqualTo(200);
        assertThat(opened.json().path("user").path("name").asString()).isEqualTo("Ana");
        assertThat(opened.json().path("tenants").get(0).path("slug").asString())
                .isEqualTo(acme.slug());
        assertThat(opened.header("Set-Cookie"))
                .contains("HttpOnly", "SameSite=Lax", "Path=/")
                .doesNotContain("Secure");

        Api browser = anybody.with("Cookie", opened.cookie());
        Api.Answer shown = browser.get("/api/v1/session");
        assertThat(shown.json().path("csrfToken")).isEqualTo(opened.json().path("csrfToken"));

        Api.Answer closed =
                browser.with("X-CSRF-TOKEN", shown.json().path("csrfToken").asString())
                        .delete("/api/v1/session");
        assertThat(closed.status()).isEqualTo(204);
        assertThat(browser.get("/api/v1/session").status()).isEqualTo(401);
    }
}
