package dev.spillway.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.app.fixture.Api;
import dev.spillway.app.fixture.AppTest;
import dev.spillway.app.fixture.Person;
import dev.spillway.app.fixture.Tenant;
import dev.spillway.platform.id.Ids;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@AppTest
class PageIT {

    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"(/assets/[^\"]+)\"");

    @LocalServerPort int port;

    private Api anybody;

    @BeforeEach
    void aBrowser() {
        anybody = Api.at(port).with("Accept", "text/html");
    }

    @Test
    void whoIsNotLoggedInIsLedToTheLoginAndBack() {
        UUID webhook = Ids.next();

        assertThat(anybody.get("/").header("Location")).isEqualTo("/login");
        assertThat(anybody.get("/webhooks/" + webhook).header("Location"))
                .isEqualTo("/login?next=/webhooks/" + webhook);
        assertThat(anybody.get("/campaigns").header("Location"))
                .isEqualTo("/login?next=/campaigns");
        assertThat(anybody.get("/campaigns/" + webhook).header("Location"))
                .isEqualTo("/login?next=/campaigns/" + webhook);
        assertThat(anybody.get("/replay").header("Location")).isEqualTo("/login?next=/replay");
        assertThat(anybody.get("/dead-letters").header("Location"))
                .isEqualTo("/login?next=/dead-letters");
        assertThat(anybody.get("/recipients").header("Location"))
                .isEqualTo("/login?next=/recipients");
        assertThat(anybody.get("/dead-letters/" + webhook).header("Location"))
                .isEqualTo("/login?next=/dead-letters/" + webhook);
        assertThat(anybody.get("/quarantine").header("Location"))
                .isEqualTo("/login?next=/quarantine");
        assertThat(anybody.get("/quarantine/" + webhook).header("Location"))
                .isEqualTo("/login?next=/quarantine/" + webhook);
        assertThat(anybody.get("/alerts").header("Location")).isEqualTo("/login?next=/alerts");
    }

    @Test
    void whoIsLoggedInGetsTheDashboard() {
        Api browser = Person.loggedIn(anybody, Tenant.named("Acme"), "member").browser();

        assertThat(browser.get("/").text()).contains("Events per minute");
        assertThat(browser.get("/webhooks/" + Ids.next()).text()).contains("Headers");
        assertThat(browser.get("/campaigns").text()).contains("Find a campaign by its name");
        assertThat(browser.get("/campaigns/" + Ids.next()).text()).contains("Funnel");
    }

    /** Where the badge is explained, for who wonders why the bytes are others. */
    @Test
    void aWebhookThatIsRedactedSaysWhatThatMeans() {
        Api browser = Person.loggedIn(anybody, Tenant.named("Acme"), "member").browser();

        assertThat(browser.get("/webhooks/" + Ids.next()).text())
                .contains("Somebody was erased from this webhook", "id=\"original\"");
        for (String script : List.of("dashboard", "webhook")) {
            assertThat(browser.get("/assets/" + script + ".js").text()).contains("redactedBadge()");
        }
    }

    @Test
    void everyPageFindsItsPartsHereAndHasNoScriptInside() {
        Api browser = Person.loggedIn(anybody, Tenant.named("Acme"), "member").browser();
        for (String path :
                List.of(
                        "/",
                        "/login",
                        "/invitation?token=x",
                        "/confirm?token=x",
                        "/unsubscribe?token=x",
                        "/webhooks/" + Ids.next(),
                        "/campaigns",
                        "/campaigns/" + Ids.next(),
                        "/dead-letters",
                        "/dead-letters/" + Ids.next(),
                        "/quarantine",
                        "/quarantine/" + Ids.next(),
                        "/replay",
                        "/alerts",
                        "/recipients")) {
            Api.Answer page = browser.get(path);
            assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
            assertThat(page.text())
                    .doesNotContainPattern("<script(?![^>]*src=)")
                    .doesNotContainPattern("\\son\\w+=")
                    .doesNotContain("http://", "https://", "style=", "<style");
            Matcher references = REFERENCE.matcher(page.text());
            while (references.find()) {
                assertThat(browser.get(references.group(1)).status())
                        .as("%s of %s", references.group(1), path)
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void nothingFromElsewhereRunsOnAPage() {
        Api.Answer page = anybody.get("/login");

        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(page.header("Cache-Control")).contains("no-store");
    }

    @Test
    void assetsAreKeptAndAskedForAnew() {
        Api.Answer asset = anybody.get("/assets/base.css");

        assertThat(asset.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(asset.header("Last-Modified")).isNotEmpty();
    }

    @Test
    void aPageThatIsNotThereSaysSo() {
        Api.Answer page = anybody.get("/nowhere");

        assertThat(page.status()).isEqualTo(404);
        assertThat(page.text()).contains("There is no such page");
    }

    @Test
    void assetsDoNotLeadOutOfTheirFolder() {
        for (String path :
                List.of(
                        "/assets/../application.yaml",
                        "/assets/%2e%2e/application.yaml",
                        "/assets/..%2f..%2fapplication.yaml",
                        "/application.yaml",
                        "/pages/dashboard.html")) {
            Api.Answer answer = anybody.get(path);
            assertThat(answer.status()).as(path).isBetween(400, 404);
            assertThat(answer.text()).as(path).doesNotContain("spillway:", "Events per minute");
        }
    }
}
