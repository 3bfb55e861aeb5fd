package dev.spillway.app.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.app.destination.Inbox;
import dev.spillway.app.fixture.Api;
import dev.spillway.app.fixture.AppTest;
import dev.spillway.app.fixture.Tenant;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Who reads an address decides, by a click and not by a look; what he decided stays. */
@AppTest
@ExtendWith(OutputCaptureExtension.class)
class SubscriptionIT {

    private static final String FIND = "/api/v1/confirmations/find";
    private static final String ACCEPT = "/api/v1/confirmations/accept";

    @LocalServerPort int port;

    private Api anybody;
    private Api admin;
    private Tenant acme;
    private Inbox inbox;

    @BeforeEach
    void anAddressThatWasAsked() {
        anybody = Api.at(port);
        acme = Tenant.named("Acme");
        admin = anybody.withKey(acme.apiKey("admin"));
        inbox = Inbox.of(acme, admin);
    }

    private Api.Answer post(String path, String token) {
        return anybody.post(path, Map.of("token", token));
    }

    private Api.Answer oneClick(String token, String body) {
        return anybody.with("Content-Type", "application/x-www-form-urlencoded")
                .send(
                        "POST",
                        "/unsubscribe?token=" + token,
                        HttpRequest.BodyPublishers.ofString(body));
    }

    private Api.Answer oneClick() {
        return oneClick(inbox.unsubscribe(), "List-Unsubscribe=One-Click");
    }

    private boolean confirmed() {
        return !admin.get(inbox.path()).json().path("confirmedAt").isNull();
    }

    private boolean unsubscribed() {
        return !admin.get(inbox.path()).json().path("unsubscribedAt").isNull();
    }

    private long audited(String action) {
        return admin.get("/api/v1/audit")
                .json()
                .path("items")
                .valueStream()
                .filter(entry -> entry.path("action").asString().equals(action))
                .count();
    }

    /** As a scanner does that opens every link of a mail, and what its page asks by itself. */
    @Test
    void lookingConfirmsNothingAndEndsNothing() {
        anybody.get("/confirm?token=" + inbox.question());
        anybody.send(
                "HEAD", "/confirm?token=" + inbox.question(), HttpRequest.BodyPublishers.noBody());
        anybody.get("/unsubscribe?token=" + inbox.unsubscribe());
        Api.Answer found = post(FIND, inbox.question());
        post("/api/v1/subscriptions/find", inbox.unsubscribe());

        assertThat(found.status()).isEqualTo(200);
        assertThat(found.json().path("tenant").asString()).isEqualTo("Acme");
        assertThat(found.json().path("email").asString()).isEqualTo("a•••@acme.example");
        assertThat(confirmed()).isFalse();
        assertThat(unsubscribed()).isFalse();
    }

    @Test
    void aClickConfirmsOnce(CapturedOutput output) {
        String token = inbox.question();

        assertThat(post(ACCEPT, token).status()).isEqualTo(200);

        assertThat(confirmed()).isTrue();
        for (String path : List.of(FIND, ACCEPT)) {
            Api.Answer again = post(path, token);
            assertThat(again.status()).isEqualTo(410);
            assertThat(again.code()).isEqualTo("confirmation_invalid");
        }
        assertThat(audited("destination.confirmed")).isEqualTo(1);
        assertThat(admin.get("/api/v1/audit").text())
                .contains("recipient", "a•••@acme.example")
                .doesNotContain(Inbox.ADDRESS);
        assertThat(output.getAll()).doesNotContain(token, Inbox.ADDRESS);
    }

    @Test
    void ofTwoClicksAtOnceOneIsToldThatItIsGone() throws Exception {
        String token = inbox.question();
        Callable<Integer> click = () -> post(ACCEPT, token).status();
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> both = pool.invokeAll(List.of(click, click));

            assertThat(List.of(both.get(0).get(), both.get(1).get()))
                    .containsExactlyInAnyOrder(200, 410);
        }
    }

    @Test
    void anExpiredOrUnknownTokenConfirmsNothing() {
        String token = inbox.question();
        inbox.expire();

        assertThat(post(ACCEPT, token).status()).isEqualTo(410);
        assertThat(post(ACCEPT, "unknown").status()).isEqualTo(410);
        assertThat(post(ACCEPT, inbox.unsubscribe()).status()).isEqualTo(410);
        assertThat(confirmed()).isFalse();
    }

    @Test
    void aSuspendedTenantGainsNobodyAndLosesWhoWantsNoMore() {
        String token = inbox.question();
        acme.suspend();

        assertThat(post(ACCEPT, token).status()).isEqualTo(410);
        assertThat(oneClick().status()).isEqualTo(200);
        assertThat(unsubscribed()).isTrue();
    }

    @Test
    void aMailProgramsClickEndsItWithoutACookie() {
        post(ACCEPT, inbox.question());

        Api.Answer done = oneClick();

        assertThat(done.status()).isEqualTo(200);
        assertThat(confirmed()).isFalse();
        assertThat(unsubscribed()).isTrue();
        assertThat(oneClick().status()).isEqualTo(200);
        assertThat(audited("destination.unsubscribed")).isEqualTo(1);
    }

    /** RFC 8058 lets a program send a form either way. */
    @Test
    void aFormInPartsIsAsGood() {
        String parts =
                "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\n"
                        + "One-Click\r\n--x--\r\n";

        Api.Answer done =
                anybody.with("Content-Type", "multipart/form-data; boundary=x")
                        .send(
                                "POST",
                                "/unsubscribe?token=" + inbox.unsubscribe(),
                                HttpRequest.BodyPublishers.ofString(parts));

        assertThat(done.status()).isEqualTo(200);
        assertThat(unsubscribed()).isTrue();
    }

    @Test
    void aPostThatMeansSomethingElseEndsNothing() {
        assertThat(oneClick(inbox.unsubscribe(), "").status()).isEqualTo(422);
        assertThat(oneClick(inbox.question(), "List-Unsubscribe=One-Click").status())
                .isEqualTo(410);
        assertThat(oneClick("unknown", "List-Unsubscribe=One-Click").code())
                .isEqualTo("subscription_unknown");
        assertThat(unsubscribed()).isFalse();
    }

    @Test
    void whoWantsNoMoreIsNotAskedAgainAndNoOldLinkTurnsItBack() {
        String old = inbox.question();
        admin.post(inbox.path() + "/confirmation", Map.of());
        post(ACCEPT, inbox.question());
        post("/api/v1/subscriptions/end", inbox.unsubscribe());

        assertThat(post(ACCEPT, old).status()).isEqualTo(410);
        assertThat(admin.post(inbox.path() + "/confirmation", Map.of()).code())
                .isEqualTo("address_unsubscribed");
        assertThat(admin.post(inbox.path() + "/test", Map.of()).code())
                .isEqualTo("address_unsubscribed");
        admin.patch(inbox.path(), Map.of("enabled", true));
        assertThat(confirmed()).isFalse();
        assertThat(unsubscribed()).isTrue();
    }

    @Test
    void aDeletedAddressHasNothingToEnd() {
        String token = inbox.unsubscribe();
        String question = inbox.question();
        admin.delete(inbox.path());

        assertThat(post("/api/v1/subscriptions/end", token).status()).isEqualTo(410);
        assertThat(post(ACCEPT, question).status()).isEqualTo(410);
    }
}
