package dev.spillway.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator.FilterOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsInViewportOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.spillway.e2e.Tenant.SourceRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an admin does and sees in a browser while webhooks arrive. */
@ExtendWith(Spillway.class)
@EnabledIf("wanted")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserJourneyIT {

    /** Longer than any page takes here, shorter than a person's doubt whether it works at all. */
    private static final double PATIENCE_MILLIS = 15_000;

    private Browser browser;
    private Tenant tenant;
    private BrowserContext context;
    private Page page;
    private final List<String> complaints = new ArrayList<>();

    static boolean wanted() {
        return Browser.wanted(BrowserJourneyIT.class);
    }

    @BeforeAll
    void onboard(Spillway.Copy spillway) {
        browser = Browser.launch();
        tenant =
                Tenant.onboard(
                        spillway,
                        "browser",
                        List.of(
                                new SourceRequest(
                                        "Newsletter",
                                        "sendgrid",
                                        "enforce",
                                        Map.of("publicKey", VendorWebhooks.sendGridPublicKey())),
                                new SourceRequest(
                                        "Shop",
                                        "stripe",
                                        "enforce",
                                        Map.of("secret", VendorWebhooks.STRIPE_SECRET)),
                                new SourceRequest(
                                        "Kept",
                                        "stripe",
                                        "enforce",
                                        Map.of("secret", VendorWebhooks.STRIPE_SECRET),
                                        Map.of("quarantine", true))));
    }

    @BeforeEach
    void openPage() {
        context = browser.chromium().newContext();
        context.setDefaultTimeout(PATIENCE_MILLIS);
        page = context.newPage();
        page.onConsoleMessage(message -> {
            // A refused login is answered 401, which the browser notes by itself.
            if (message.type().equals("error") && !message.text().contains("401")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    @AfterEach
    void closePage() {
        context.close();
        assertThat(complaints).isEmpty();
    }

    @AfterAll
    void quit() {
        browser.close();
    }

    @Test
    void webhooksAppearOnTheDashboardWhileItIsOpen() throws Exception {
        logIn();
        assertThat(page.getByRole(AriaRole.HEADING, heading("Sources"))).isVisible();

        post("Newsletter", VendorWebhooks.sendGrid(delivered()));
        post(
                "Shop",
                new VendorWebhooks.Request(
                        Map.of("Stripe-Signature", "t=1,v1=00"), new byte[] {'{', '}'}));

        assertThat(page.locator("#webhooks")).containsText("Newsletter", patient());
        assertThat(page.locator("#legend")).containsText("elivered", patient());
        assertThat(page.locator("#failures")).containsText("ignature", patient());
        screenshot("dashboard-light");
    }

    private static ContainsTextOptions patient() {
        return new ContainsTextOptions().setTimeout(PATIENCE_MILLIS);
    }

    @Test
    void aWebhookOpensFromTheListAndShowsItsHeaders() throws Exception {
        logIn();
        post("Newsletter", VendorWebhooks.sendGrid(delivered()));
        page.locator("#webhooks a").first().click();

        assertThat(page.locator("main"))
                .containsText("X-Twilio-Email-Event-Webhook-Timestamp", patient());
        screenshot("webhook");
    }

    @Test
    void aCampaignShowsHowFarItGotPeople() throws Exception {
        logIn();
        post(
                "Newsletter",
                VendorWebhooks.sendGrid(
                        delivered()
                                .replace(
                                        "\"event\"",
                                        "\"marketing_campaign_name\":\"Spring\",\"event\"")));
        page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("Campaigns")).click();
        // People are merged a few seconds after their events.
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    page.reload();
                    page.waitForSelector("#card:not([hidden]), #empty:not([hidden])");
                    return page.locator("[data-stage=delivered] span")
                            .allTextContents()
                            .contains("1");
                });
        page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("Spring")).click();

        assertThat(page.locator("#funnel")).containsText("Delivered", patient());
        assertThat(page.locator("#rates")).containsText("100 %", patient());
        screenshot("campaign");
    }

    @Test
    void aCampaignShowsWhatItEarned() throws Exception {
        post(
                "Shop",
                VendorWebhooks.stripe(
                        """
                        {"id":"evt_earned","type":"charge.succeeded","created":%d,"data":{"object":{"id":"ch_1",\
                        "amount":4990,"currency":"eur","metadata":{"campaign":"Autumn"}}}}\
                        """
                                .formatted(Instant.now().getEpochSecond())));
        logIn();
        page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("Campaigns")).click();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    page.reload();
                    page.waitForSelector("#card:not([hidden]), #empty:not([hidden])");
                    return page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("Autumn"))
                                    .count()
                            == 1;
                });
        page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("Autumn")).click();

        assertThat(page.locator("#money")).containsText("EUR", patient());
        assertThat(page.locator("#money .revenue")).hasText("€49.90");
        screenshot("campaign-money");
    }

    /** Genuine but old, so that it is refused, kept, and genuine still. By keyboard alone. */
    @Test
    void aRefusedRequestIsReleasedAndAnotherDiscarded() throws Exception {
        Instant tooLongAgo = Instant.now().minus(Duration.ofHours(2));
        post("Kept", VendorWebhooks.stripe(payment("evt_old"), tooLongAgo));
        logIn();
        quarantineHolds(1);

        page.getByRole(AriaRole.CHECKBOX).nth(1).focus();
        page.keyboard().press("Space");
        assertThat(page.locator("#chosen")).hasText("1 chosen");
        press("Release…");
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Release 1 request?");
        page.keyboard().press("Escape");
        assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
        press("Release…");
        assertThat(page.locator("#go")).isEnabled();
        page.locator("#go").press("Enter");
        assertThat(page.locator("#jobs")).containsText("Done", patient());
        assertThat(page.locator("#none")).containsText("Nothing is held.", patient());
        page.getByLabel("Status").selectOption("released");
        page.locator("#items a").press("Enter");
        page.locator("#facts a").press("Enter");
        assertThat(page.locator("#facts")).containsText("evt_old", patient());

        post("Kept", VendorWebhooks.stripe(payment("evt_forged"), tooLongAgo));
        quarantineHolds(1);
        screenshot("quarantine-light");
        page.locator("#items a").press("Enter");
        assertThat(page.locator("#advice")).containsText("long before it came");
        press("Discard…");
        assertThat(page.locator("#go")).isEnabled();
        page.locator("#go").press("Enter");
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Say why", patient());
        page.locator("#because").fill("not ours");
        page.locator("#go").press("Enter");
        assertThat(page.locator("#status")).containsText("Discarded", patient());
        assertThat(page.locator("#actions")).isHidden();
    }

    @Test
    void whatComesWhileTheQuestionStandsIsNotDiscardedWithTheRest() throws Exception {
        Instant tooLongAgo = Instant.now().minus(Duration.ofHours(2));
        post("Kept", VendorWebhooks.stripe(payment("evt_counted"), tooLongAgo));
        logIn();
        quarantineHolds(1);
        press("Discard…");
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Discard 1 request?");

        post("Kept", VendorWebhooks.stripe(payment("evt_later"), tooLongAgo));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> tenant.read("/quarantine").path("items").size() == 2);
        page.locator("#because").fill("not ours");
        page.locator("#go").press("Enter");

        assertThat(page.locator("#jobs")).containsText("1 of 1", patient());
        assertThat(page.locator("#jobs")).containsText("Done", patient());
        quarantineHolds(1);
        press("Discard…");
        assertThat(page.locator("#go")).isEnabled();
        page.locator("#because").fill("nor this");
        page.locator("#go").press("Enter");
        quarantineHolds(0);
    }

    private void quarantineHolds(int requests) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    page.navigate(tenant.appUrl() + "/quarantine");
                    page.waitForSelector("#table:not([hidden]), #none:not([hidden])");
                    return page.locator("#items tr").count() == requests;
                });
    }

    private void press(String name) {
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name)).press("Enter");
    }

    private static String payment(String id) {
        return "{\"id\":\"%s\",\"type\":\"charge.succeeded\",\"created\":%d}"
                .formatted(id, Instant.now().getEpochSecond());
    }

    @Test
    void aWrongPasswordIsSaidAndForgetsNothing() {
        page.navigate(tenant.appUrl() + "/login");
        page.getByLabel("E-mail").fill(tenant.email());
        page.getByLabel("Password").fill("not the password at all");
        page.getByLabel("Password").press("Enter");

        assertThat(page.getByRole(AriaRole.ALERT).filter(new FilterOptions().setHasText("wrong")))
                .isVisible();
        assertThat(page.getByLabel("E-mail")).hasValue(tenant.email());
    }

    @Test
    void darkModeFollowsTheSystemAndANarrowScreenScrollsOneWayOnly() {
        context.close();
        context =
                browser.chromium()
                        .newContext(
                                new com.microsoft.playwright.Browser.NewContextOptions()
                                        .setColorScheme(ColorScheme.DARK)
                                        .setViewportSize(390, 844));
        page = context.newPage();
        logIn();
        assertThat(page.getByRole(AriaRole.HEADING, heading("Sources"))).isVisible();

        Object background =
                page.evaluate(
                        "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number).reduce((a, b) => a + b)");
        assertThat(((Number) background).intValue())
                .as("sum of red, green and blue")
                .isLessThan(200);
        Object overflow =
                page.evaluate(
                        "document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(((Number) overflow).intValue()).isZero();
        screenshot("dashboard-dark-narrow");

        page.navigate(tenant.appUrl() + "/recipients");
        assertThat(page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("Recipients")))
                .isInViewport(new IsInViewportOptions().setRatio(0.9));
    }

    private void logIn() {
        page.navigate(tenant.appUrl() + "/");
        page.getByLabel("E-mail").fill(tenant.email());
        page.getByLabel("Password").fill(tenant.password());
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Log in")).click();
        page.waitForURL(tenant.appUrl() + "/");
    }

    private static GetByRoleOptions heading(String name) {
        return new GetByRoleOptions().setName(name).setExact(true);
    }

    private void post(String source, VendorWebhooks.Request request) {
        Http.post(tenant.ingestUrls().get(source), request.headers(), request.body());
    }

    private static String delivered() {
        return "[{\"email\":\"mia@mail.example\",\"timestamp\":%d,\"event\":\"delivered\",\"sg_event_id\":\"%s\"}]"
                .formatted(Instant.now().getEpochSecond(), UUID.randomUUID());
    }

    private void screenshot(String name) {
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setPath(Path.of("target", "screenshots", name + ".png"))
                        .setFullPage(true));
    }
}
