package dev.spillway.app.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.app.fixture.Api;
import dev.spillway.app.fixture.AppCloud;
import dev.spillway.app.fixture.AppTest;
import dev.spillway.app.fixture.Tenant;
import dev.spillway.platform.id.Ids;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Rules are every tenant's own, within bounds, and each change is written down. */
@AppTest
class AlertRuleIT {

    private static final String RULES = "/api/v1/alerts/rules";
    private static final String BOUNCES = RULES + "/bounce_rate";
    private static final String SETTINGS = "/api/v1/alerts/settings";

    @LocalServerPort int port;

    private Tenant acme;
    private Api admin;

    @BeforeEach
    void aTenant() {
        acme = Tenant.named("Acme");
        admin = Api.at(port).withKey(acme.apiKey("admin read"));
    }

    private static JsonNode rule(Api api, String kind) {
        return api.get(RULES)
                .json()
                .path("items")
                .valueStream()
                .filter(rule -> rule.path("kind").asString().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyKindHasAStandardAndOperatorsKindsAreNotShown() {
        assertThat(admin.get(RULES).json().path("items").valueStream())
                .extracting(rule -> rule.path("kind").asString())
                .containsExactly(
                        "verification_failing",
                        "source_silent",
                        "duplicate_storm",
                        "dead_letters_growing",
                        "bounce_rate",
                        "complaint_rate",
                        "quota_near");
        JsonNode bounces = rule(admin, "bounce_rate");
        assertThat(bounces.path("enabled").asBoolean()).isTrue();
        assertThat(bounces.path("custom").asBoolean()).isFalse();
        assertThat(bounces.path("threshold").asDouble()).isEqualTo(0.05);
        assertThat(bounces.path("windowMinutes").asLong()).isEqualTo(120);
        assertThat(rule(admin, "quota_near").path("windowMinutes").isNull()).isTrue();
    }

    @Test
    void aChangeKeepsTheRestAndIsUndoneAsAWhole() {
        admin.patch(BOUNCES, Map.of("threshold", 0.02, "holdMinutes", 0));
        Api.Answer changed = admin.patch(BOUNCES, Map.of("enabled", false));

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json()).isEqualTo(rule(admin, "bounce_rate"));
        assertThat(changed.json().path("enabled").asBoolean()).isFalse();
        assertThat(changed.json().path("threshold").asDouble()).isEqualTo(0.02);
        assertThat(changed.json().path("holdMinutes").asLong()).isZero();
        assertThat(changed.json().path("minimum").asLong()).isEqualTo(200);
        assertThat(changed.json().path("custom").asBoolean()).isTrue();

        assertThat(admin.delete(BOUNCES).status()).isEqualTo(204);
        assertThat(rule(admin, "bounce_rate").path("custom").asBoolean()).isFalse();
        assertThat(actions())
                .containsExactly("alert_rule.reset", "alert_rule.changed", "alert_rule.changed");
    }

    /** Also the first two, when there is no row yet that one could wait for. */
    @Test
    void changesMadeAtOnceKeepEachOther() {
        List<String> kinds =
                admin.get(RULES)
                        .json()
                        .path("items")
                        .valueStream()
                        .map(rule -> rule.path("kind").asString())
                        .toList();
        try (ExecutorService admins = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String kind : kinds) {
                String path = RULES + "/" + kind;
                admins.submit(() -> admin.patch(path, Map.of("minimum", 4711)));
                admins.submit(() -> admin.patch(path, Map.of("holdMinutes", 47)));
            }
        }

        for (String kind : kinds) {
            assertThat(rule(admin, kind).path("minimum").asLong()).as(kind).isEqualTo(4711);
            assertThat(rule(admin, kind).path("holdMinutes").asLong()).as(kind).isEqualTo(47);
        }
    }

    @Test
    void aChangeThatWasMeantForWhatIsNoMoreIsRefused() {
        long standard = rule(admin, "bounce_rate").path("version").asLong();
        JsonNode mine = admin.patch(BOUNCES, Map.of("threshold", 0.02, "version", standard)).json();

        Api.Answer late = admin.patch(BOUNCES, Map.of("threshold", 0.5, "version", standard));

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.code()).isEqualTo("changed_meanwhile");
        assertThat(rule(admin, "bounce_rate")).isEqualTo(mine);
        long version = mine.path("version").asLong();
        assertThat(version).isGreaterThan(standard);
        assertThat(admin.patch(BOUNCES, Map.of("threshold", 0.5, "version", version)).status())
                .isEqualTo(200);
        admin.delete(BOUNCES);
        assertThat(admin.patch(BOUNCES, Map.of("threshold", 0.1, "version", version)).status())
                .as("it is the standard again")
                .isEqualTo(409);
        assertThat(rule(admin, "bounce_rate").path("custom").asBoolean()).isFalse();
    }

    private List<String> actions() {
        return admin.get("/api/v1/audit")
                .json()
                .path("items")
                .valueStream()
                .map(entry -> entry.path("action").asString())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bounce_rate          | {\"threshold\":0}            | threshold",
                "bounce_rate          | {\"threshold\":1.01}         | threshold",
                "bounce_rate          | {\"threshold\":-1}           | threshold",
                "source_silent        | {\"threshold\":1}            | threshold",
                "source_silent        | {\"windowMinutes\":59}       | windowMinutes",
                "dead_letters_growing | {\"threshold\":0.5}          | threshold",
                "quota_near           | {\"windowMinutes\":60}       | windowMinutes",
                "bounce_rate          | {\"minimum\":0}              | minimum",
                "bounce_rate          | {\"windowMinutes\":1441}     | windowMinutes",
                "bounce_rate          | {\"holdMinutes\":-1}         | holdMinutes",
                "bounce_rate          | {\"treshold\":0.1}           | treshold",
            })
    void whatMakesNoSenseIsRefusedAndNamed(String kind, String change, String field) {
        Api.Answer answer =
                admin.with("Content-Type", "application/json")
                        .send(
                                "PATCH",
                                RULES + "/" + kind,
                                HttpRequest.BodyPublishers.ofString(change));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("errors").get(0).path("field").asString()).isEqualTo(field);
        assertThat(rule(admin, kind).path("custom").asBoolean()).isFalse();
    }

    @Test
    void kindsThatAreNoTenantsAreUnknown() {
        for (String kind : List.of("overflow_delayed", "nothing", "BOUNCE_RATE")) {
            assertThat(admin.patch(RULES + "/" + kind, Map.of("enabled", false)).status())
                    .as(kind)
                    .isEqualTo(404);
            assertThat(admin.delete(RULES + "/" + kind).status()).as(kind).isEqualTo(404);
        }
    }

    @Test
    void onlyAnAdminChangesAnything() {
        for (String scopes : List.of("read", "read replay sources")) {
            Api other = Api.at(port).withKey(acme.apiKey(scopes));
            assertThat(other.patch(BOUNCES, Map.of("enabled", false)).status()).isEqualTo(403);
            assertThat(other.delete(BOUNCES).status()).isEqualTo(403);
            assertThat(other.patch(SETTINGS, Map.of("clearAddresses", true)).status())
                    .isEqualTo(403);
            assertThat(other.get(SETTINGS).status()).isEqualTo(200);
        }
        assertThat(rule(admin, "bounce_rate").path("custom").asBoolean()).isFalse();
    }

    @Test
    void anotherTenantsRulesAndSettingsStayAsTheyAre() {
        Tenant other = Tenant.named("Other");
        Api stranger = Api.at(port).withKey(other.apiKey("admin read"));
        admin.patch(BOUNCES, Map.of("threshold", 0.5));
        admin.patch(SETTINGS, Map.of("clearAddresses", true));

        assertThat(stranger.delete(BOUNCES).status()).isEqualTo(204);
        stranger.patch(BOUNCES, Map.of("threshold", 0.01));

        assertThat(rule(admin, "bounce_rate").path("threshold").asDouble()).isEqualTo(0.5);
        assertThat(rule(stranger, "bounce_rate").path("threshold").asDouble()).isEqualTo(0.01);
        assertThat(stranger.get(SETTINGS).json().path("clearAddresses").asBoolean()).isFalse();
        assertThat(admin.get(SETTINGS).json().path("clearAddresses").asBoolean()).isTrue();
    }

    @Test
    void addressesInClearAreOffUntilAnAdminSaysOtherwiseAndThatIsWrittenDown() {
        assertThat(admin.get(SETTINGS).json().path("clearAddresses").asBoolean()).isFalse();

        assertThat(admin.patch(SETTINGS, Map.of("clearAddresses", true)).status()).isEqualTo(200);
        assertThat(stored()).isEqualTo("1");
        assertThat(admin.patch(SETTINGS, Map.of()).status()).isEqualTo(422);
        assertThat(admin.patch(SETTINGS, Map.of("clearAddresses", false)).status()).isEqualTo(200);

        assertThat(stored()).isEqualTo("0");
        assertThat(actions()).containsExactly("notifications.changed", "notifications.changed");
    }

    private String stored() {
        return AppCloud.shared()
                .text(
                        "SELECT clear_addresses FROM notification_setting WHERE tenant_id = ?",
                        (Object) Ids.bytes(acme.id()));
    }
}
