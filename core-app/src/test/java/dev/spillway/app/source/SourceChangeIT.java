package dev.spillway.app.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.app.fixture.Api;
import dev.spillway.app.fixture.AppCloud;
import dev.spillway.app.fixture.AppTest;
import dev.spillway.app.fixture.Source;
import dev.spillway.app.fixture.Tenant;
import dev.spillway.platform.id.Ids;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** A tenant mends, rotates and pauses a source. */
@AppTest
@ExtendWith(OutputCaptureExtension.class)
class SourceChangeIT {

    private static final String SECRET = "whsec_4711-which-nobody-reads-again";

    @LocalServerPort int port;

    private Tenant acme;
    private Source shop;
    private Api api;
    private String path;

    @BeforeEach
    void aSource() {
        acme = Tenant.named("Acme");
        shop = acme.source("Shop", "stripe");
        shop.set("settings", "{}");
        api = Api.at(port).withKey(acme.apiKey("read sources"));
        path = "/api/v1/sources/" + shop.id();
    }

    @Test
    void whatIsLeftOutOfAChangeStays() {
        JsonNode renamed = api.patch(path, Map.of("name", "Web shop")).json();
        JsonNode watched = api.patch(path, Map.of("mode", "shadow")).json();

        assertThat(renamed.path("name").asString()).isEqualTo("Web shop");
        assertThat(renamed.path("mode").asString()).isEqualTo("enforce");
        assertThat(watched.path("name").asString()).isEqualTo("Web shop");
        assertThat(watched.path("mode").asString()).isEqualTo("shadow");
        assertThat(shop.credentials()).as("they are not touched").isEqualTo("ciphertext");
        assertThat(audited()).contains("source.changed", "Web shop");
    }

    private String audited() {
        return Api.at(port).withKey(acme.apiKey("admin")).get("/api/v1/audit").text();
    }

    @Test
    void settingsReplaceAllSettings() {
        api.patch(path, Map.of("settings", Map.of("toleranceSeconds", 60)));

        JsonNode changed =
                api.patch(
                                path,
                                Map.of(
                                        "settings",
                                        Map.of(
                                                "quarantine",
                                                true,
                                                "allowedAddresses",
                                                "192.0.2.0/24")))
                        .json();

        assertThat(changed.path("settings").path("quarantine").asString()).isEqualTo("true");
        assertThat(changed.path("settings").has("toleranceSeconds")).isFalse();
    }

    @Test
    void whatIsWrongIsSaidAndChangesNothing() {
        wrong(Map.of("name", " "), "name");
        wrong(Map.of("mode", "strict"), "mode");
        wrong(Map.of("settings", Map.of("tolerance", 5)), "settings.tolerance");
        wrong(Map.of("settings", Map.of("toleranceSeconds", "soon")), "settings.toleranceSeconds");
        wrong(Map.of("settings", Map.of("quarantine", List.of(true))), "settings.quarantine");

        JsonNode source = api.get(path).json();
        assertThat(source.path("name").asString()).isEqualTo("Shop");
        assertThat(source.path("settings")).isEmpty();
    }

    private void wrong(Map<String, ?> change, String field) {
        wrong(api.patch(path, change), field);
    }

    private static void wrong(Api.Answer answer, String field) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.json().path("errors").get(0).path("field").asString()).isEqualTo(field);
    }

    /** Credentials for one scheme may be none for another, and nobody here can look. */
    @Test
    void whatVerifiesOtherwiseNeedsItsCredentials() {
        Source own = acme.source("Own", "hmac");
        own.set("settings", "{\"header\":\"X-Signature\"}");
        String other = "/api/v1/sources/" + own.id();
        Map<String, ?> settings = Map.of("header", "X-Other-Signature");

        wrong(api.patch(other, Map.of("settings", settings)), "settings");
        JsonNode rotated =
                api.post(
                                other + "/rotate",
                                Map.of(
                                        "credentials",
                                        Map.of("secret", SECRET),
                                        "settings",
                                        settings))
                        .json();

        assertThat(rotated.path("settings").path("header").asString())
                .isEqualTo("X-Other-Signature");
    }

    @Test
    void rotatedCredentialsAreSealedForTheDoorAndNeverShown(CapturedOutput output) {
        Api.Answer answer =
                api.post(
                        path + "/rotate",
                        Map.of(
                                "credentials",
                                Map.of("secret", SECRET, "previousSecret", "whsec_before")));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(shop.openedCredentials())
                .isEqualTo(Map.of("secret", SECRET, "previousSecret", "whsec_before"));
        assertThat(answer.text()).doesNotContain("4711", "whsec_");
        assertThat(audited())
                .contains("source.rotated", "previousSecret")
                .doesNotContain("4711", "whsec_");
        assertThat(output.getAll()).doesNotContain("4711");
    }

    @Test
    void credentialsThatThePresetCannotTakeAreRefusedWithoutRepeatingThem() {
        for (Map<String, ?> credentials :
                List.of(
                        Map.of("token", SECRET),
                        Map.of("secret", ""),
                        Map.of("secret", SECRET.repeat(1000)),
                        Map.of("secret", Map.of("nested", SECRET)))) {
            Api.Answer answer = api.post(path + "/rotate", Map.of("credentials", credentials));

            assertThat(answer.status()).as(credentials.keySet().toString()).isIn(400, 422);
            assertThat(answer.text()).doesNotContain("4711");
        }
        wrong(api.post(path + "/rotate", Map.of()), "credentials");
        assertThat(shop.credentials()).isEqualTo("ciphertext");
    }

    @Test
    void aSourceIsPausedAndResumed() {
        assertThat(api.post(path + "/pause", Map.of()).json().path("status").asString())
                .isEqualTo("paused");
        assertThat(api.post(path + "/pause", Map.of()).status()).as("again").isEqualTo(200);
        assertThat(api.post(path + "/resume", Map.of()).json().path("status").asString())
                .isEqualTo("active");
        assertThat(audited()).containsOnlyOnce("source.paused").contains("source.resumed");
    }

    @Test
    void aSourceThatWaitsForItsSecretIsNotPausedButMayBeGivenOne() {
        Source tasks = acme.source("Tasks", "asana");
        tasks.set("settings", "{}");
        tasks.set("status", "pending");
        String pending = "/api/v1/sources/" + tasks.id();

        Api.Answer paused = api.post(pending + "/pause", Map.of());
        JsonNode given =
                api.post(pending + "/rotate", Map.of("credentials", Map.of("secret", SECRET)))
                        .json();
        JsonNode anew = api.post(pending + "/rotate", Map.of("credentials", Map.of())).json();

        assertThat(paused.status()).isEqualTo(409);
        assertThat(given.path("status").asString()).isEqualTo("active");
        assertThat(anew.path("status").asString()).isEqualTo("pending");
    }

    @Test
    void aDeletedSourceStaysAsItWas() {
        shop.set("status", "deleted");

        for (Api.Answer answer :
                List.of(
                        api.patch(path, Map.of("mode", "off")),
                        api.post(path + "/resume", Map.of()),
                        api.post(
                                path + "/rotate",
                                Map.of("credentials", Map.of("secret", SECRET))))) {
            assertThat(answer.status()).isEqualTo(410);
            assertThat(answer.code()).isEqualTo("source_deleted");
        }
    }

    @Test
    void itTakesTheScopeOfSources() {
        Api reader = Api.at(port).withKey(acme.apiKey("read replay"));

        assertThat(reader.patch(path, Map.of("mode", "off")).status()).isEqualTo(403);
        assertThat(reader.post(path + "/pause", Map.of()).status()).isEqualTo(403);
        assertThat(
                        reader.post(
                                        path + "/rotate",
                                        Map.of("credentials", Map.of("secret", SECRET)))
                                .status())
                .isEqualTo(403);
        assertThat(
                        AppCloud.shared()
                                .text(
                                        "SELECT CONCAT(mode, ' ', status) FROM source WHERE id = ?",
                                        (Object) Ids.bytes(shop.id())))
                .isEqualTo("enforce active");
    }
}
