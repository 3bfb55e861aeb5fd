package dev.spillway.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.spillway.e2e.Tenant.SourceRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the page of one webhook shows of it. */
@ExtendWith(Spillway.class)
@EnabledIf("wanted")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookPageJourneyIT {

    private static final double PATIENCE_MILLIS = 15_000;

    private Browser browser;
    private Tenant tenant;
    private BrowserContext context;
    private Page page;

    static boolean wanted() {
        return Browser.wanted(WebhookPageJourneyIT.class);
    }

    @BeforeAll
    void onboard(Spillway.Copy spillway) {
        browser = Browser.launch();
        tenant =
                Tenant.onboard(
                        spillway,
                        "webhook-page",
                        List.of(
                                new SourceRequest(
                                        "Newsletter",
                                        "sendgrid",
                                        "enforce",
                                        Map.of("publicKey", VendorWebhooks.sendGridPublicKey()))));
    }

    @BeforeEach
    void logIn() {
        context = browser.chromium().newContext();
        context.setDefaultTimeout(PATIENCE_MILLIS);
        page = context.newPage();
        page.navigate(tenant.appUrl() + "/login?next=/campaigns");
        page.getByLabel("E-mail").fill(tenant.email());
        page.getByLabel("Password").fill(tenant.password());
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Log in")).click();
        page.waitForURL(tenant.appUrl() + "/campaigns");
    }

    @AfterEach
    void closePage() {
        context.close();
    }

    @AfterAll
    void quit() {
        browser.close();
    }

    @Test
    void whatTheServerSaysInsteadOfABodyIsNotShownAsTheBody() throws Exception {
        String webhook = stored("[" + delivered(0) + "]");
        page.route(
                "**/body",
                route ->
                        route.fulfill(
                                new Route.FulfillOptions()
                                        .setStatus(503)
                                        .setContentType("application/problem+json")
                                        .setBody(
                                                "{\"title\":\"Try again later\",\"code\":\"service_unavailable\"}")));
        page.navigate(webhook);

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("could not be fetched");
        assertThat(page.locator("#body")).not().containsText("service_unavailable");
        assertThat(page.locator("#body-tools")).isEmpty();

        page.unroute("**/body");
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Try again")).click();
        assertThat(page.locator("#body")).containsText("sg_event_id");
    }

    @Test
    void idsLongerThanADoubleIsExactStayAsTheyCame() throws Exception {
        page.navigate(
                stored("[" + delivered(0).replace("{", "{\"post\":12345678901234567890,") + "]"));

        assertThat(page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Indent")))
                .hasAttribute("aria-pressed", "true");
        assertThat(page.locator("#body")).containsText("\"post\": 12345678901234567890,");
    }

    @Test
    void ofManyEventsItSaysWhichAreShown() throws Exception {
        page.navigate(
                stored(
                        IntStream.range(0, 120)
                                .mapToObj(WebhookPageJourneyIT::delivered)
                                .collect(Collectors.joining(",", "[", "]"))));

        assertThat(page.locator("#events-count")).hasText("the latest 100 of 120");
        assertThat(page.locator("#events tr")).hasCount(100);
    }

    @Test
    void allOfAFewEventsAreShownWithoutAWord() throws Exception {
        page.navigate(stored("[" + delivered(0) + "," + delivered(1) + "]"));

        assertThat(page.locator("#events tr")).hasCount(2);
        assertThat(page.locator("#events-count")).isEmpty();
    }

    /** Posts a webhook and returns its page's address, once it is stored. */
    private String stored(String body) throws Exception {
        VendorWebhooks.Request request = VendorWebhooks.sendGrid(body);
        HttpResponse<byte[]> accepted =
                Http.post(tenant.ingestUrls().get("Newsletter"), request.headers(), request.body());
        String id = Http.json(accepted).at("/id").asString();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> tenant.get("/webhooks/" + id).statusCode() == 200);
        return tenant.appUrl() + "/webhooks/" + id;
    }

    private static String delivered(int second) {
        return "{\"email\":\"mia@mail.example\",\"timestamp\":%d,\"event\":\"delivered\",\"sg_event_id\":\"%s\"}"
                .formatted(Instant.now().getEpochSecond() - 200 + second, UUID.randomUUID());
    }
}
