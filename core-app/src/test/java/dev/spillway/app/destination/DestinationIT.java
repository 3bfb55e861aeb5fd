package dev.spillway.app.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.spillway.app.fixture.Api;
import dev.spillway.app.fixture.AppCloud;
import dev.spillway.app.fixture.AppTest;
import dev.spillway.app.fixture.Tenant;
import dev.spillway.platform.id.Ids;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Where a tenant is told is his to say, within what is safe, and his secret is shown once. */
@AppTest
@ExtendWith(OutputCaptureExtension.class)
class DestinationIT {

    private static final String PATH = "/api/v1/destinations";
    private static final String URL = "https://hooks.example.com/t0ken-in-path";

    @LocalServerPort int port;

    @Autowired
    @Qualifier("tenantPool")
    HikariDataSource tenantPool;

    private Tenant acme;
    private Api admin;

    @BeforeEach
    void aTenant() {
        acme = Tenant.named("Acme");
        admin = Api.at(port).withKey(acme.apiKey("admin"));
    }

    private static Map<String, Object> wanted(String url) {
        return Map.of("name", "Pager", "url", url, "topics", List.of("alerts"));
    }

    private JsonNode created() {
        return admin.post(PATH, wanted(URL)).json();
    }

    private String path(JsonNode destination) {
        return PATH + "/" + destination.path("id").asString();
    }

    @Test
    void itIsMadeWithASecretThatIsShownOnce(CapturedOutput output) {
        Api.Answer answer = admin.post(PATH, wanted(URL));

        assertThat(answer.status()).isEqualTo(201);
        String secret = answer.json().path("secret").asString();
        assertThat(secret).startsWith("whsec_");
        assertThat(Base64.getDecoder().decode(secret.substring(6))).hasSize(32);
        String path = path(answer.json());
        for (String everywhere : List.of(PATH, path, path + "/deliveries", "/api/v1/audit")) {
            assertThat(admin.get(everywhere).text()).doesNotContain(secret, "whsec_");
        }
        assertThat(admin.get("/api/v1/audit").text())
                .contains("destination.created", "hooks.example.com")
                .doesNotContain("t0ken-in-path");
        assertThat(output.getAll()).doesNotContain(secret, "t0ken-in-path");
        assertThat(sealed(answer.json())).doesNotContain("whsec_", secret);
    }

    private static String sealed(JsonNode destination) {
        return AppCloud.shared()
                .text(
                        "SELECT CONVERT(sealed USING latin1) FROM destination_secret WHERE destination_id = ?",
                        (Object) Ids.bytes(UUID.fromString(destination.path("id").asString())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/",
                "https://localhost/",
                "https://127.0.0.1/",
                "http://127.0.0.1:8080/",
                "https://169.254.169.254/latest/meta-data/",
                "https://[::1]/",
                "https://metadata.google.internal/",
                "https://user:pass@example.com/",
                "https://example.com:22/",
                "not a url",
            })
    void aUrlThatLeadsInsideIsRefused(String url) {
        Api.Answer answer = admin.post(PATH, wanted(url));

        assertThat(answer.status()).as(url).isEqualTo(422);
        assertThat(answer.json().path("errors").get(0).path("field").asString()).isEqualTo("url");
        assertThat(admin.get(PATH).json().path("items")).isEmpty();
        JsonNode sound = created();
        assertThat(admin.patch(path(sound), Map.of("url", url)).status()).isEqualTo(422);
        assertThat(admin.get(path(sound)).json().path("url").asString()).isEqualTo(URL);
    }

    @Test
    void whatIsLeftOutOfAChangeStays() {
        JsonNode made = created();

        JsonNode changed =
                admin.patch(path(made), Map.of("topics", List.of("suppressions"), "enabled", false))
                        .json();

        assertThat(changed.path("topics").valueStream())
                .extracting(JsonNode::asString)
                .containsExactly("suppressions");
        assertThat(changed.path("enabled").asBoolean()).isFalse();
        assertThat(changed.path("url").asString()).isEqualTo(URL);
        assertThat(changed.path("name").asString()).isEqualTo("Pager");
        assertThat(admin.get(path(made)).json()).isEqualTo(changed);
        assertThat(admin.patch(path(made), Map.of("topics", List.of())).status()).isEqualTo(422);
        assertThat(admin.patch(path(made), Map.of("topics", List.of("all"))).status())
                .isBetween(400, 422);
    }

    @Test
    void changesMadeAtOnceKeepEachOther() throws Exception {
        JsonNode made = created();
        try (ExecutorService admins = Executors.newVirtualThreadPerTaskExecutor()) {
            try (Connection holder = AppCloud.shared().asOwner()) {
                holder.setAutoCommit(false);
                hold(holder, made);
                admins.submit(() -> admin.patch(path(made), Map.of("name", "Night shift")));
                admins.submit(() -> admin.patch(path(made), Map.of("enabled", false)));
                await().pollDelay(Duration.ofMillis(300)).until(() -> underWay() == 2);
                holder.rollback();
            }
        }

        JsonNode changed = admin.get(path(made)).json();
        assertThat(changed.path("name").asString()).isEqualTo("Night shift");
        assertThat(changed.path("enabled").asBoolean()).isFalse();
    }

    private static void hold(Connection holder, JsonNode destination) throws SQLException {
        try (PreparedStatement lock =
                holder.prepareStatement("SELECT 1 FROM destination WHERE id = ? FOR UPDATE")) {
            lock.setBytes(1, Ids.bytes(UUID.fromString(destination.path("id").asString())));
            lock.executeQuery();
        }
    }

    private int underWay() {
        return tenantPool.getHikariPoolMXBean().getActiveConnections();
    }

    @Test
    void aChangeThatWasMeantForWhatIsNoMoreIsRefused() {
        JsonNode made = created();
        JsonNode first =
                admin.patch(
                                path(made),
                                Map.of("name", "Mine", "version", made.path("version").asLong()))
                        .json();

        Api.Answer late =
                admin.patch(
                        path(made),
                        Map.of("name", "Yours", "version", made.path("version").asLong()));

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.code()).isEqualTo("changed_meanwhile");
        assertThat(admin.get(path(made)).json()).isEqualTo(first);
        assertThat(first.path("version").asLong()).isGreaterThan(made.path("version").asLong());
        assertThat(
                        admin.patch(
                                        path(made),
                                        Map.of(
                                                "name",
                                                "Yours",
                                                "version",
                                                first.path("version").asLong()))
                                .status())
                .isEqualTo(200);
        assertThat(admin.patch(path(made), Map.of("name", "Whoever")).status())
                .as("who names no version means every one")
                .isEqualTo(200);
    }

    @Test
    void testsAndSecretsMakeNoNewVersion() {
        JsonNode made = created();

        admin.post(path(made) + "/test", Map.of());
        admin.post(path(made) + "/rotate", Map.of());

        assertThat(admin.get(path(made)).json().path("version")).isEqualTo(made.path("version"));
    }

    @Test
    void aNewSecretLeavesTheOneBeforeGoodForADay() {
        JsonNode made = created();

        String second =
                admin.post(path(made) + "/rotate", Map.of()).json().path("secret").asString();
        String third =
                admin.post(path(made) + "/rotate", Map.of()).json().path("secret").asString();

        assertThat(List.of(second, third))
                .allMatch(secret -> secret.startsWith("whsec_"))
                .doesNotContain(made.path("secret").asString())
                .doesNotHaveDuplicates();
        assertThat(secrets(made, "expires_at IS NULL")).isEqualTo("1");
        assertThat(secrets(made, "expires_at > UTC_TIMESTAMP(3) + INTERVAL 23 HOUR"))
                .isEqualTo("1");
        assertThat(secrets(made, "expires_at <= UTC_TIMESTAMP(3)")).isEqualTo("1");
    }

    private static String secrets(JsonNode destination, String condition) {
        return AppCloud.shared()
                .text(
                        "SELECT COUNT(*) FROM destination_secret WHERE destination_id = ? AND "
                                + condition,
                        (Object) Ids.bytes(UUID.fromString(destination.path("id").asString())));
    }

    @Test
    void aChangeHasAllThatWaitsTriedAtOnce() {
        JsonNode made = created();
        admin.post(path(made) + "/test", Map.of());
        byte[] id = Ids.bytes(UUID.fromString(made.path("id").asString()));
        String later = "UTC_TIMESTAMP(3) + INTERVAL 5 HOUR";
        AppCloud.shared()
                .execute(
                        "UPDATE destination SET failures = 4, last_error = 'http_500', next_at = "
                                + later
                                + " WHERE id = ?",
                        (Object) id);
        AppCloud.shared()
                .execute(
                        "UPDATE delivery SET attempts = 3, next_at = "
                                + later
                                + " WHERE destination_id = ?",
                        (Object) id);
        assertThat(admin.get(path(made)).json().path("failures").asInt()).isEqualTo(4);

        admin.patch(path(made), Map.of("url", "https://mended.example.com/"));

        JsonNode changed = admin.get(path(made)).json();
        assertThat(changed.path("failures").asInt()).isZero();
        assertThat(changed.path("lastError").isNull()).isTrue();
        assertThat(changed.path("nextAttemptAt").isNull()).isTrue();
        JsonNode waiting = admin.get(path(made) + "/deliveries").json().path("items").get(0);
        assertThat(waiting.path("status").asString()).isEqualTo("waiting");
        assertThat(waiting.path("nextAttemptAt").isNull()).isTrue();
    }

    @Test
    void aTestIsAskedForAndStandsAmongTheDeliveries() {
        JsonNode made = created();

        Api.Answer asked = admin.post(path(made) + "/test", Map.of());

        assertThat(asked.status()).isEqualTo(202);
        JsonNode delivery = admin.get(path(made) + "/deliveries").json().path("items").get(0);
        assertThat(delivery.path("messageId")).isEqualTo(asked.json().path("messageId"));
        assertThat(delivery.path("test").asBoolean()).isTrue();
        assertThat(delivery.path("status").asString()).isEqualTo("waiting");
    }

    @Test
    void aServerIsNotKnockedAtForFun() {
        JsonNode made = created();
        for (int i = 0; i < 5; i++) {
            assertThat(admin.post(path(made) + "/test", Map.of()).status()).isEqualTo(202);
        }

        Api.Answer refused = admin.post(path(made) + "/test", Map.of());

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("rate_exceeded");
    }

    @Test
    void whatIsForgottenIsGoneWithItsSecrets() {
        JsonNode made = created();

        assertThat(admin.delete(path(made)).status()).isEqualTo(204);

        assertThat(admin.get(path(made)).status()).isEqualTo(404);
        assertThat(admin.delete(path(made)).status()).isEqualTo(404);
        assertThat(secrets(made, "TRUE")).isEqualTo("0");
    }

    @Test
    void thereAreNoMoreThanTen() {
        for (int i = 0; i < 10; i++) {
            assertThat(admin.post(PATH, wanted(URL)).status()).isEqualTo(201);
        }

        Api.Answer refused = admin.post(PATH, wanted(URL));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("too_many_destinations");
    }

    @Test
    void onlyAnAdminSeesOrChangesThem() {
        JsonNode made = created();
        for (String scopes : List.of("read", "read replay sources")) {
            Api other = Api.at(port).withKey(acme.apiKey(scopes));
            assertThat(other.get(PATH).status()).isEqualTo(403);
            assertThat(other.post(PATH, wanted(URL)).status()).isEqualTo(403);
            assertThat(other.post(path(made) + "/rotate", Map.of()).status()).isEqualTo(403);
            assertThat(other.post(path(made) + "/test", Map.of()).status()).isEqualTo(403);
        }
    }

    @Test
    void anotherTenantsDestinationsAreNotThere() {
        JsonNode made = created();
        Api stranger = Api.at(port).withKey(Tenant.named("Other").apiKey("admin"));

        assertThat(stranger.get(PATH).json().path("items")).isEmpty();
        assertThat(stranger.get(path(made)).status()).isEqualTo(404);
        assertThat(stranger.patch(path(made), Map.of("enabled", false)).status()).isEqualTo(404);
        assertThat(stranger.post(path(made) + "/rotate", Map.of()).status()).isEqualTo(404);
        assertThat(stranger.post(path(made) + "/test", Map.of()).status()).isEqualTo(404);
        assertThat(stranger.get(path(made) + "/deliveries").status()).isEqualTo(404);
        assertThat(stranger.delete(path(made)).status()).isEqualTo(404);
        assertThat(admin.get(path(made)).json().path("enabled").asBoolean()).isTrue();
        assertThat(secrets(made, "expires_at IS NULL")).isEqualTo("1");
    }
}
