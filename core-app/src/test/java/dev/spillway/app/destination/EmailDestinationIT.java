package dev.spillway.app.destination;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.app.fixture.Api;
import dev.spillway.app.fixture.AppCloud;
import dev.spillway.app.fixture.AppTest;
import dev.spillway.app.fixture.Tenant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** An address is named by a tenant and asked by Spillway, a few times and no more. */
@AppTest
@ExtendWith(OutputCaptureExtension.class)
class EmailDestinationIT {

    private static final String PATH = "/api/v1/destinations";

    @LocalServerPort int port;

    private Tenant acme;
    private Api admin;

    @BeforeEach
    void aTenant() {
        acme = Tenant.named("Acme");
        admin = Api.at(port).withKey(acme.apiKey("admin"));
    }

    private Inbox inbox() {
        return Inbox.of(acme, admin);
    }

    private void confirm(Inbox inbox) {
        Api.Answer yes =
                Api.at(port)
                        .post("/api/v1/confirmations/accept", Map.of("token", inbox.question()));
        assertThat(yes.status()).isEqualTo(200);
    }

    @Test
    void itIsAskedFirstAndShowsItsAddressInNoList(CapturedOutput output) {
        Inbox inbox = inbox();

        JsonNode made = inbox.destination();
        assertThat(made.path("kind").asString()).isEqualTo("email");
        assertThat(made.path("email").asString()).isEqualTo(Inbox.ADDRESS);
        assertThat(made.path("url").isNull()).isTrue();
        assertThat(made.path("secret").isNull()).isTrue();
        assertThat(made.path("confirmedAt").isNull()).isTrue();
        JsonNode question = admin.get(inbox.path() + "/deliveries").json().path("items").get(0);
        assertThat(question.path("confirmation").asBoolean()).isTrue();
        assertThat(question.path("test").asBoolean()).isFalse();
        assertThat(admin.get(inbox.path()).json().path("email").asString())
                .isEqualTo(Inbox.ADDRESS);
        assertThat(admin.get(PATH).text())
                .contains("a•••@acme.example")
                .doesNotContain(Inbox.ADDRESS);
        assertThat(admin.get("/api/v1/audit").text())
                .contains("destination.created", "a•••@acme.example")
                .doesNotContain(Inbox.ADDRESS);
        assertThat(output.getAll())
                .doesNotContain(Inbox.ADDRESS, inbox.question(), inbox.unsubscribe());
    }

    @Test
    void itsTokensAreShownToNobodyWhoAsksTheApi() {
        Inbox inbox = inbox();

        for (String path :
                List.of(PATH, inbox.path(), inbox.path() + "/deliveries", "/api/v1/audit")) {
            assertThat(admin.get(path).text())
                    .doesNotContain(inbox.question(), inbox.unsubscribe());
        }
        assertThat(inbox.destination().toString())
                .doesNotContain(inbox.question(), inbox.unsubscribe());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ana",
                "ana@localhost",
                "ana@acme.example\r\nBcc: eve@evil.example",
                "ana@acme.example,eve@evil.example",
                "Ana <ana@acme.example>",
            })
    void whatIsNoAddressIsRefused(String text) {
        Api.Answer refused = admin.post(PATH, Inbox.wanted(text));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("errors").get(0).path("field").asString())
                .isEqualTo("email");
        assertThat(admin.get(PATH).json().path("items")).isEmpty();
    }

    @Test
    void oneOfUrlAndAddressIsGiven() {
        Map<String, Object> neither = Map.of("name", "x", "topics", List.of("alerts"));
        Map<String, Object> both =
                Map.of(
                        "name",
                        "x",
                        "url",
                        "https://example.com/",
                        "email",
                        Inbox.ADDRESS,
                        "topics",
                        List.of("alerts"));

        assertThat(admin.post(PATH, neither).status()).isEqualTo(422);
        assertThat(admin.post(PATH, both).status()).isEqualTo(422);
    }

    /** A campaign may suppress thousands at once. */
    @Test
    void anAddressIsToldOfAlertsAlone() {
        Map<String, Object> flood =
                Map.of("name", "x", "email", Inbox.ADDRESS, "topics", List.of("suppressions"));

        assertThat(admin.post(PATH, flood).status()).isEqualTo(422);
        assertThat(
                        admin.patch(
                                        inbox().path(),
                                        Map.of("topics", List.of("alerts", "suppressions")))
                                .status())
                .isEqualTo(422);
    }

    @Test
    void whoConfirmedTheOneHasNotConfirmedAnother() {
        Inbox inbox = inbox();
        confirm(inbox);

        for (Map<String, String> other :
                List.of(
                        Map.of("email", "eve@evil.example"),
                        Map.of("url", "https://evil.example/"))) {
            assertThat(admin.patch(inbox.path(), other).status()).isEqualTo(422);
        }
        assertThat(admin.patch(inbox.path(), Map.of("name", "Night shift")).status())
                .isEqualTo(200);
        JsonNode shown = admin.get(inbox.path()).json();
        assertThat(shown.path("email").asString()).isEqualTo(Inbox.ADDRESS);
        assertThat(shown.path("confirmedAt").isNull()).isFalse();
    }

    @Test
    void anAddressIsAskedThreeTimesADayWhateverIsDeleted() {
        Inbox inbox = inbox();
        assertThat(admin.post(inbox.path() + "/confirmation", Map.of()).status()).isEqualTo(202);
        assertThat(admin.post(inbox.path() + "/confirmation", Map.of()).status()).isEqualTo(202);

        Api.Answer fourth = admin.post(inbox.path() + "/confirmation", Map.of());
        assertThat(fourth.status()).isEqualTo(429);
        assertThat(fourth.code()).isEqualTo("rate_exceeded");
        admin.delete(inbox.path());

        assertThat(admin.post(PATH, Inbox.wanted("Ana.Oncall@ACME.example")).status())
                .isEqualTo(429);
        assertThat(admin.get(PATH).json().path("items")).isEmpty();
        assertThat(admin.post(PATH, Inbox.wanted("bob@acme.example")).status()).isEqualTo(201);
    }

    @Test
    void aTenantAsksTwentyTimesADay() {
        for (int i = 0; i < 20; i++) {
            Api.Answer made = admin.post(PATH, Inbox.wanted("ana+" + i + "@acme.example"));
            assertThat(made.status()).isEqualTo(201);
            admin.delete(PATH + "/" + made.json().path("id").asString());
        }

        assertThat(admin.post(PATH, Inbox.wanted("ana+20@acme.example")).status()).isEqualTo(429);
    }

    @Test
    void nothingIsTestedBeforeTheYesAndNothingAskedAfterIt() {
        Inbox inbox = inbox();
        Api.Answer early = admin.post(inbox.path() + "/test", Map.of());
        assertThat(early.status()).isEqualTo(409);
        assertThat(early.code()).isEqualTo("address_unconfirmed");

        confirm(inbox);

        assertThat(admin.post(inbox.path() + "/test", Map.of()).status()).isEqualTo(202);
        Api.Answer again = admin.post(inbox.path() + "/confirmation", Map.of());
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("address_confirmed");
    }

    /**
     * Its secret is the token by which it unsubscribes: another would make every sent link dead.
     */
    @Test
    void anAddressHasNoSecretToRotate() {
        Inbox inbox = inbox();
        String token = inbox.unsubscribe();

        assertThat(admin.post(inbox.path() + "/rotate", Map.of()).status()).isEqualTo(409);

        assertThat(inbox.unsubscribe()).isEqualTo(token);
    }

    @Test
    void aUrlIsNotAsked() {
        JsonNode url =
                admin.post(
                                PATH,
                                Map.of(
                                        "name",
                                        "x",
                                        "url",
                                        "https://example.com/",
                                        "topics",
                                        List.of("alerts")))
                        .json();

        assertThat(
                        admin.post(
                                        PATH + "/" + url.path("id").asString() + "/confirmation",
                                        Map.of())
                                .code())
                .isEqualTo("conflict");
    }

    @Test
    void anotherTenantNeitherSeesNorAsks() {
        Inbox inbox = inbox();
        Api stranger = Api.at(port).withKey(Tenant.named("Other").apiKey("admin"));

        assertThat(stranger.get(PATH).json().path("items")).isEmpty();
        assertThat(stranger.get(inbox.path()).status()).isEqualTo(404);
        assertThat(stranger.post(inbox.path() + "/confirmation", Map.of()).status()).isEqualTo(404);
        assertThat(stranger.post(inbox.path() + "/test", Map.of()).status()).isEqualTo(404);
        assertThat(
                        AppCloud.shared()
                                .text(
                                        "SELECT COUNT(*) FROM delivery WHERE destination_id = ?",
                                        (Object) inbox.id()))
                .isEqualTo("1");
    }

    @Test
    void onlyAnAdminAsks() {
        Inbox inbox = inbox();
        Api reader = Api.at(port).withKey(acme.apiKey("read replay sources"));

        assertThat(reader.get(PATH + "/kinds").status()).isEqualTo(403);
        assertThat(reader.post(inbox.path() + "/confirmation", Map.of()).status()).isEqualTo(403);
    }

    @Test
    void bothKindsAreOffered() {
        assertThat(
                        admin.get(PATH + "/kinds")
                                .json()
                                .path("items")
                                .valueStream()
                                .map(JsonNode::asString)
                                .collect(Collectors.toList()))
                .containsExactly("https", "email");
    }
}
