package dev.spillway.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a person comes in, and gets out again. */
@ExtendWith(Spillway.class)
@EnabledIf("wanted")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EntryJourneyIT {

    private static final double PATIENCE_MILLIS = 15_000;

    private Browser browser;
    private Tenant tenant;
    private BrowserContext context;
    private Page page;

    static boolean wanted() {
        return Browser.wanted(EntryJourneyIT.class);
    }

    @BeforeAll
    void onboard(Spillway.Copy spillway) {
        browser = Browser.launch();
        tenant = Tenant.onboard(spillway, "entry-first", List.of());
    }

    @BeforeEach
    void openPage() {
        context = browser.chromium().newContext();
        context.setDefaultTimeout(PATIENCE_MILLIS);
        page = context.newPage();
    }

    @AfterEach
    void closePage() {
        context.close();
    }

    @AfterAll
    void quit() {
        browser.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "///evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "/\t/evil.example",
                "/\n/evil.example",
                "/\r\\evil.example",
                "\t//evil.example",
                " //evil.example",
                "/.//evil.example",
                "/x/..//evil.example",
                "https://evil.example",
                "https:evil.example",
                "//",
                "javascript:location.assign('https://evil.example')",
                "data:text/html,evil.example"
            })
    void theLoginLeadsNowhereElse(String next) {
        context.route(
                url -> url.contains("evil.example") && !url.startsWith(tenant.appUrl()),
                route -> route.fulfill(new Route.FulfillOptions().setBody("evil")));

        logInAt("/login?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));

        page.waitForURL(tenant.appUrl() + "/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/campaigns", "/campaigns?query=Spring#funnel", "campaigns"})
    void theLoginLeadsBackToAPageOfOurs(String next) {
        logInAt("/login?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));

        page.waitForURL(url -> url.startsWith(tenant.appUrl() + "/campaigns"));
        assertThat(page.getByRole(AriaRole.HEADING, heading("Campaigns"))).isVisible();
    }

    @Test
    void whoCouldNotBeLoggedOutIsToldSo() {
        logInAt("/login?next=/campaigns");
        page.waitForURL(tenant.appUrl() + "/campaigns");
        page.route(
                "**/api/v1/session",
                route -> {
                    if (route.request().method().equals("DELETE")) {
                        route.abort();
                    } else {
                        route.resume();
                    }
                });

        logOut();

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("You are still logged in.");
        assertThat(page).hasURL(tenant.appUrl() + "/campaigns");

        page.unroute("**/api/v1/session");
        logOut();
        page.waitForURL(tenant.appUrl() + "/login");
    }

    @Test
    void aPageOfAnEarlierSessionSaysThatItCannotEndTheNewOne() {
        logInAt("/login?next=/campaigns");
        page.waitForURL(tenant.appUrl() + "/campaigns");
        Page left = page;
        page = context.newPage();
        logInAt("/login?next=/campaigns");
        page.waitForURL(tenant.appUrl() + "/campaigns");
        page = left;

        logOut();

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("reload it");
    }

    @Test
    void whoseSessionIsOverIsLoggedOutAlready() {
        logInAt("/login?next=/campaigns");
        page.waitForURL(tenant.appUrl() + "/campaigns");
        context.clearCookies();

        logOut();

        page.waitForURL(tenant.appUrl() + "/login");
    }

    private void logOut() {
        press("Log out " + tenant.email());
    }

    private void press(String name) {
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name)).click();
    }

    private void logInAt(String path) {
        page.navigate(tenant.appUrl() + path);
        page.getByLabel("E-mail").fill(tenant.email());
        page.getByLabel("Password").fill(tenant.password());
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Log in")).click();
    }

    private static GetByRoleOptions heading(String name) {
        return new GetByRoleOptions().setName(name).setExact(true);
    }
}
