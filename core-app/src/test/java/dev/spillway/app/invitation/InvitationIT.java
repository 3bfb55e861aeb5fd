package dev.spillway.app.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.app.fixture.Api;
import dev.spillway.app.fixture.AppTest;
import dev.spillway.app.fixture.Person;
import dev.spillway.app.fixture.Tenant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@AppTest
class InvitationIT {

    @LocalServerPort int port;

    private Api anybody;
    private Tenant acme;

    @BeforeEach
    void aTenant() {
        anybody = Api.at(port);
        acme = Tenant.named("Acme");
    }

    @Test
    void itSaysWhatItIsFor() {
        String email = Person.freshEmail();

        Api.Answer found =
                anybody.post(
                        "/api/v1/invitations/find",
                        Map.of("token", acme.invitation(email, "admin")));

        assertThat(found.json().path("tenant").asString()).isEqualTo("Acme");
        assertThat(found.json().path("email").asString()).isEqualTo(email);
        assertThat(found.json().path("hasAccount").asBoolean()).isFalse();
    }

    @Test
    void itIsUsedUpOnce() {
        String token = acme.invitation(Person.freshEmail(), "admin");

        Api.Answer first = Person.accept(anybody, token, Person.PASSWORD);
        Api.Answer second = Person.accept(anybody, token, Person.PASSWORD);

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.json().path("user").path("id").asString()).isNotEmpty();
        assertThat(second.status()).isEqualTo(410);
        assertThat(second.code()).isEqualTo("invitation_invalid");
    }

    @Test
    void ofTwoWhoAcceptAtOnceOneIsToldThatItIsGone() throws Exception {
        String token = acme.invitation(Person.freshEmail(), "admin");
        Callable<Integer> accept = () -> Person.accept(anybody, token, Person.PASSWORD).status();
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> both = pool.invokeAll(List.of(accept, accept));

            assertThat(List.of(both.get(0).get(), both.get(1).get()))
                    .containsExactlyInAnyOrder(201, 410);
        }
    }

    @Test
    void anExpiredOrUnknownOneIsGone() {
        String expired =
                acme.invitation(Person.freshEmail(), "admin", Instant.now().minusSeconds(1));

        assertThat(Person.accept(anybody, expired, Person.PASSWORD).status()).isEqualTo(410);
        assertThat(Person.accept(anybody, "unknown", Person.PASSWORD).status()).isEqualTo(410);
    }

    @Test
    void aWeakPasswordIsRefusedAndTheInvitationKept() {
        String email = Person.freshEmail();
        String token = acme.invitation(email, "admin");

        for (String weak : new String[] {"short", "aaaaaaaaaaaaaaa", email}) {
            Api.Answer refused = Person.accept(anybody, token, weak);
            assertThat(refused.status()).as(weak).isEqualTo(422);
            assertThat(refused.json().path("errors").get(0).path("field").asString())
                    .isEqualTo("password");
        }
        assertThat(Person.accept(anybody, token, Person.PASSWORD).status()).isEqualTo(201);
    }

    @Test
    void whoHasAnAccountKeepsItsPassword() {
        Person ana = Person.loggedIn(anybody, acme, "admin");
        Tenant other = Tenant.named("Other");
        String token = other.invitation(ana.email(), "member");

        Api.Answer wrong = Person.accept(anybody, token, "a password somebody made up");
        Api.Answer right = Person.accept(anybody, token, Person.PASSWORD);

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.code()).isEqualTo("credentials_invalid");
        assertThat(right.status()).isEqualTo(201);
        assertThat(ana.browser().get("/api/v1/session").json().path("tenants")).hasSize(2);
    }

    /** Of several tenants a login takes the first by name unless it is told which. */
    @Test
    void itSaysForWhichTenantToLogIn() {
        Person ana = Person.loggedIn(anybody, acme, "admin");
        Tenant zebra = Tenant.named("Zebra");

        Api.Answer accepted =
                Person.accept(anybody, zebra.invitation(ana.email(), "member"), Person.PASSWORD);

        assertThat(accepted.json().path("tenantId").asString()).isEqualTo(zebra.id().toString());
    }
}
