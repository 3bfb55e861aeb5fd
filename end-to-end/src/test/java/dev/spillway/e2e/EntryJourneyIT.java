package dev.spillway.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
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
    private Spillway.Copy spillway;
    private Tenant tenant;
    private BrowserContext context;
    private Page page;

    static boolean wanted() {
        return Browser.wanted(EntryJourneyIT.class);
    }

    @BeforeAll
    void onboard(Spillway.Copy running) {
        spillway = running;
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

    /** Of several tenants a login takes the first by name where nothing else is said. */
    @Test
    void anInvitationLeadsToTheTenantThatItIsForAndSoDoesTheNextLogin() {
        Tenant zebra = Tenant.onboard(spillway, "entry-zebra", List.of());
        page.navigate(tenant.appUrl() + "/invitation?token=" + invitation(zebra));
        page.getByLabel("Password").fill(tenant.password());
        button("Accept and log in").click();

        page.waitForURL(tenant.appUrl() + "/");
        assertThat(page).hasTitle("Tenant entry-zebra · Spillway");
        logOut();
        page.waitForURL(tenant.appUrl() + "/login");
        logInAt("/login");
        page.waitForURL(tenant.appUrl() + "/");
        assertThat(page).hasTitle("Tenant entry-zebra · Spillway");
    }

    @Test
    void whoBelongsToSeveralTenantsGoesFromOneToAnotherInAllTabs() {
        Tenant second = Tenant.onboard(spillway, "entry-second", List.of());
        accept(invitation(second));
        logInAt("/login");
        assertThat(page).hasTitle("Tenant entry-first · Spillway");
        Page otherTab = context.newPage();
        otherTab.navigate(tenant.appUrl() + "/");
        assertThat(otherTab).hasTitle("Tenant entry-first · Spillway");

        page.getByLabel("Tenant", new Page.GetByLabelOptions().setExact(true))
                .selectOption(second.id());

        assertThat(page).hasTitle("Tenant entry-second · Spillway");
        assertThat(otherTab).hasTitle("Tenant entry-second · Spillway");
    }

    @Test
    void theLoginLeadsInAlsoWhereSomebodyElseWorkedForAnotherTenantBefore() {
        page.navigate(tenant.appUrl() + "/login");
        page.evaluate("localStorage.setItem('tenant', '01993c5e-0000-7000-8000-000000000000')");

        logInAt("/login");

        page.waitForURL(tenant.appUrl() + "/");
    }

    @Test
    void whoCouldNotBeLoggedOutIsToldSo() {
        openCampaigns();
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
        openCampaigns();
        Page left = page;
        page = context.newPage();
        openCampaigns();
        page = left;

        logOut();

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("reload it");
    }

    @Test
    void whoseSessionIsOverIsLoggedOutAlready() {
        openCampaigns();
        context.clearCookies();

        logOut();

        page.waitForURL(tenant.appUrl() + "/login");
    }

    /** Logs in and waits until the page knows who is there. */
    private void openCampaigns() {
        logInAt("/login?next=/campaigns");
        button("Log out " + tenant.email()).waitFor();
    }

    private void logOut() {
        button("Log out " + tenant.email()).click();
    }

    private Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name));
    }

    /** Invites the first tenant's admin to another; returns the token. */
    private String invitation(Tenant other) {
        HttpResponse<byte[]> invited =
                Http.postJson(
                        spillway.url("ops") + "/ops/v1/tenants/" + other.id() + "/invitations",
                        Map.of("Authorization", "Bearer " + spillway.opsToken()),
                        Map.of("email", tenant.email(), "name", "Ana"));
        assertThat(invited.statusCode()).as(() -> new String(invited.body())).isEqualTo(201);
        return Http.json(invited).at("/token").asString();
    }

    private void accept(String invitation) {
        HttpResponse<byte[]> accepted =
                Http.postJson(
                        tenant.appUrl() + "/api/v1/invitations/accept",
                        Map.of(),
                        Map.of("token", invitation, "name", "Ana", "password", tenant.password()));
        assertThat(accepted.statusCode()).isEqualTo(201);
    }

    private void logInAt(String path) {
        page.navigate(tenant.appUrl() + path);
        page.getByLabel("E-mail").fill(tenant.email());
        page.getByLabel("Password").fill(tenant.password());
        button("Log in").click();
    }

    private static GetByRoleOptions heading(String name) {
        return new GetByRoleOptions().setName(name).setExact(true);
    }
}
