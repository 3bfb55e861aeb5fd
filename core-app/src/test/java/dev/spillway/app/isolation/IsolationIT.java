package dev.spillway.app.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.app.database.TenantDatabase;
import dev.spillway.app.fixture.Api;
import dev.spillway.app.fixture.AppCloud;
import dev.spillway.app.fixture.AppTest;
import dev.spillway.app.fixture.Source;
import dev.spillway.app.fixture.Tenant;
import dev.spillway.app.fixture.WebhookRow;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.people.Reach;
import dev.spillway.platform.people.Stage;
import dev.spillway.platform.schema.DatabaseAccount;
import dev.spillway.platform.tenancy.TenantContext;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Attacks: one tenant tries to see another, by ids, by SQL, and past either fence. */
@AppTest
class IsolationIT {

    private static final List<String> INJECTIONS =
            List.of(
                    "' OR '1'='1",
                    "\" OR \"\"=\"",
                    "') OR 1=1 -- ",
                    "'; SET @spillway_tenant = NULL; -- ",
                    "' UNION SELECT * FROM source -- ",
                    "\\' OR 1=1 #",
                    "%' OR tenant_id IS NOT NULL OR '%'='",
                    "\u0000' OR 1=1",
                    "${1+1}",
                    "!%!_");

    @LocalServerPort int port;
    @Autowired TenantDatabase database;
    @Autowired EntityManagerFactory entityManagers;

    @Autowired
    @Qualifier("tenantPool")
    javax.sql.DataSource tenantPool;

    private Tenant victim;
    private Source victims;
    private UUID webhook;
    private UUID duplicate;
    private UUID campaign;
    private UUID letter;
    private UUID job;
    private UUID alert;
    private Tenant attacker;
    private Api attack;

    @BeforeEach
    void aVictimWithEverything() {
        victim = Tenant.named("Victim");
        victims = victim.source("Secret source", "stripe");
        WebhookRow row = victims.webhook().events(1).eventKey("secret");
        webhook = row.store();
        row.event(webhook, 0, "paid", "ana@x.example", "Secret campaign");
        duplicate = row.duplicateOf(webhook);
        campaign =
                victim.campaign("Secret funnel", Instant.now(), Instant.now())
                        .events(victims, "opened", false, Instant.now(), 5)
                        .people(new Reach(Stage.OPENED, false), Instant.now(), 0, 5)
                        .id();
        victim.peoplePending(Instant.now());
        victims.rejection("signature_invalid", Instant.now());
        victims.quarantined("held", "signature_invalid", Instant.now());
        letter =
                victims.deadWebhook(
                        "data_refused",
                        Instant.now().minusSeconds(60),
                        "application/json",
                        "{\"Secret\":1}".getBytes(StandardCharsets.UTF_8));
        job = victim.job("running", 1, 0);
        alert = victim.alert("bounce_rate", victims.id(), "firing", Instant.now());
        victims.traffic("received", "", Instant.now(), 5);
        victims.events("paid", "Secret campaign", Instant.now(), 5);
        victims.lag(100, Instant.now(), 5);
        victim.apiKey("read");
        attacker = Tenant.named("Attacker");
        attack = Api.at(port).withKey(attacker.apiKey("admin"));
    }

    @Test
    void anotherTenantsIdsNameNothing() {
        for (String path :
                List.of(
                        "/api/v1/sources/" + victims.id(),
                        "/api/v1/webhooks/" + webhook,
                        "/api/v1/webhooks/" + webhook + "/body",
                        "/api/v1/campaigns/" + campaign,
                        "/api/v1/campaigns/" + campaign + "?from=" + Instant.now().minusSeconds(9),
                        "/api/v1/webhooks/" + duplicate,
                        "/api/v1/webhooks/" + duplicate + "/body",
                        "/api/v1/dead-letters/" + letter,
                        "/api/v1/dead-letters/" + letter + "/body",
                        "/api/v1/alerts/" + alert,
                        "/api/v1/jobs/" + job)) {
            Api.Answer answer = attack.get(path);
            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("not_found");
        }
        for (UUID theirs : List.of(webhook, duplicate)) {
            String path = "/api/v1/webhooks/" + theirs + "/replay";
            assertThat(attack.post(path, Map.of()).status()).as(path).isEqualTo(404);
        }
        String source = "/api/v1/sources/" + victims.id();
        assertThat(attack.patch(source, Map.of("mode", "off")).status()).isEqualTo(404);
        assertThat(attack.post(source + "/pause", Map.of()).status()).isEqualTo(404);
        Map<String, ?> mine = Map.of("credentials", Map.of("secret", "mine"));
        assertThat(attack.post(source + "/rotate", mine).status()).isEqualTo(404);
        assertThat(victims.credentials()).isEqualTo("ciphertext");
        String key = keyOf(victim);
        assertThat(attack.delete("/api/v1/api-keys/" + key).status()).isEqualTo(404);
    }

    private String keyOf(Tenant tenant) {
        Api owner = Api.at(port).withKey(tenant.apiKey("admin"));
        return owner.get("/api/v1/api-keys").json().path("items").get(0).path("id").asString();
    }

    @Test
    void listsAndNumbersOfAnotherTenantAreEmpty() {
        String hash = HexFormat.of().formatHex(victim.recipientHash("ana@x.example"));
        for (String path :
                List.of(
                        "/api/v1/sources",
                        "/api/v1/webhooks",
                        "/api/v1/webhooks?source=" + victims.id(),
                        "/api/v1/webhooks?q=secret",
                        "/api/v1/events",
                        "/api/v1/events?webhook=" + webhook,
                        "/api/v1/events?source=" + victims.id(),
                        "/api/v1/events?recipient=" + hash,
                        "/api/v1/campaigns",
                        "/api/v1/campaigns?query=secret",
                        "/api/v1/rejections",
                        "/api/v1/rejections?source=" + victims.id(),
                        "/api/v1/quarantine",
                        "/api/v1/quarantine?source=" + victims.id(),
                        "/api/v1/dead-letters",
                        "/api/v1/dead-letters?source=" + victims.id(),
                        "/api/v1/alerts",
                        "/api/v1/alerts?source=" + victims.id(),
                        "/api/v1/jobs",
                        "/api/v1/audit")) {
            Api.Answer answer = attack.get(path);
            assertThat(answer.json().path("items")).as("%s %s", path, answer).isEmpty();
        }
        assertThat(attack.get("/api/v1/metrics/summary").json().path("accepted").asLong()).isZero();
        assertThat(
                        attack.get("/api/v1/metrics/timeseries?metric=events&by=campaign")
                                .json()
                                .path("series"))
                .isEmpty();
        assertThat(attack.get("/api/v1/dashboard").text()).doesNotContain("Secret");
        assertThat(
                        attack.post("/api/v1/events/search", Map.of("recipient", "ana@x.example"))
                                .json()
                                .path("items"))
                .isEmpty();
    }

    @Test
    void anotherTenantsLettersCannotBeReplayedOrDiscarded() {
        for (Map<String, ?> body :
                List.of(
                        Map.of("ids", List.of(letter), "reason", "mine"),
                        Map.of("filter", Map.of("source", victims.id()), "reason", "mine"),
                        Map.of("filter", Map.of(), "reason", "mine"))) {
            Api.Answer discard = attack.post("/api/v1/dead-letters/discard", body);
            assertThat(discard.status()).isEqualTo(202);
            assertThat(discard.json().path("matched").asLong()).isZero();
        }
        assertThat(attack.get("/api/v1/jobs").json().path("items")).isEmpty();
    }

    @Test
    void theSameAddressHasAnotherHashInAnotherTenant() {
        assertThat(attacker.recipientHash("ana@x.example"))
                .isNotEqualTo(victim.recipientHash("ana@x.example"));
    }

    @Test
    void sqlInAParameterIsOnlyText() {
        for (String injection : INJECTIONS) {
            String text = URLEncoder.encode(injection, StandardCharsets.UTF_8);
            for (String path :
                    List.of(
                            "/api/v1/webhooks?q=",
                            "/api/v1/webhooks?source=",
                            "/api/v1/webhooks?verification=",
                            "/api/v1/webhooks?from=",
                            "/api/v1/webhooks?cursor=",
                            "/api/v1/events?type=",
                            "/api/v1/events?campaign=",
                            "/api/v1/events?channel=",
                            "/api/v1/events?recipient=",
                            "/api/v1/rejections?reason=",
                            "/api/v1/campaigns?query=",
                            "/api/v1/campaigns?from=",
                            "/api/v1/campaigns?cursor=",
                            "/api/v1/quarantine?reason=",
                            "/api/v1/quarantine?status=",
                            "/api/v1/dead-letters?reason=",
                            "/api/v1/dead-letters?status=",
                            "/api/v1/dead-letters?cursor=",
                            "/api/v1/metrics/timeseries?metric=events&by=",
                            "/api/v1/metrics/timeseries?metric=events&zone=",
                            "/api/v1/metrics/timeseries?metric=")) {
                Api.Answer answer = attack.get(path + text);
                assertThat(answer.status()).as("%s%s %s", path, injection, answer).isIn(200, 422);
                assertThat(answer.json().path("items")).isEmpty();
                assertThat(answer.text()).doesNotContain("Secret", "SQL", "Exception");
            }
            Api.Answer search =
                    attack.post(
                            "/api/v1/events/search",
                            Map.of("recipient", injection, "campaign", injection));
            assertThat(search.json().path("items")).isEmpty();
            Api.Answer replay =
                    attack.post(
                            "/api/v1/dead-letters/replay",
                            Map.of("filter", Map.of("reason", injection)));
            assertThat(replay.json().path("matched").asLong()).isZero();
            assertThat(attack.get("/api/v1/sources/" + text.replace("+", "%20")).status())
                    .isIn(400, 404);
        }
        assertThat(
                        Api.at(port)
                                .withKey(victim.apiKey("read"))
                                .get("/api/v1/webhooks")
                                .json()
                                .path("items"))
                .hasSize(1);
    }

    @Test
    void aCursorOfAnotherTenantShowsNothingOfIt() {
        victims.webhook().store();
        String cursor =
                Api.at(port)
                        .withKey(victim.apiKey("read"))
                        .get("/api/v1/webhooks?limit=1")
                        .json()
                        .path("next")
                        .asString();

        JsonNode page = attack.get("/api/v1/webhooks?cursor=" + cursor).json();

        assertThat(page.path("items")).isEmpty();
    }

    /** Its name makes a campaign's id, so two tenants' campaigns may have the same one. */
    @Test
    void aCampaignOfTheSameNameIsAnother() {
        UUID own = attacker.campaign("Secret funnel", Instant.now(), Instant.now()).id();
        assertThat(own).isEqualTo(campaign);

        for (String time : List.of("", "?from=" + Instant.now().minusSeconds(9))) {
            JsonNode funnel = attack.get("/api/v1/campaigns/" + own + time).json();
            assertThat(funnel.path("stages"))
                    .hasSize(5)
                    .allMatch(stage -> stage.path("people").asLong() == 0)
                    .allMatch(stage -> stage.path("events").asLong() == 0);
        }
    }

    @Test
    void withoutATenantThereIsNoConnection() {
        assertThatThrownBy(() -> count("app_source"))
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .hasStackTraceContaining("no tenant is bound");
    }

    @Test
    void aStatementThatNamesAnotherTenantSeesNothing() {
        String name =
                "SET @spillway_tenant = x'%s'"
                        .formatted(HexFormat.of().formatHex(Ids.bytes(victim.id())));

        TenantContext.run(
                attacker.id(),
                () -> {
                    assertThat(count("app_source WHERE tenant_id = x'%s'".formatted(hex(victim))))
                            .isZero();
                    database.sql(name).update();
                    assertThat(count("app_source")).isZero();
                });
        TenantContext.run(victim.id(), () -> assertThat(count("app_source")).isEqualTo(1));
    }

    private static String hex(Tenant tenant) {
        return HexFormat.of().formatHex(Ids.bytes(tenant.id()));
    }

    private long count(String from) {
        return database.sql("SELECT COUNT(*) FROM " + from).query(Long.class).single();
    }

    @Test
    void theFirstFenceHoldsWithoutTheSecond() {
        // A session of the attacker's on a connection that is bound to the victim.
        try (EntityManager session =
                TenantContext.call(attacker.id(), entityManagers::createEntityManager)) {
            List<?> seen =
                    TenantContext.call(
                            victim.id(),
                            () ->
                                    session.createQuery("from StoredWebhook", Object.class)
                                            .getResultList());
            assertThat(seen).isEmpty();
        }
        List<?> own =
                TenantContext.call(
                        victim.id(),
                        () -> {
                            try (EntityManager session = entityManagers.createEntityManager()) {
                                return session.createQuery("from StoredWebhook", Object.class)
                                        .getResultList();
                            }
                        });
        assertThat(own).hasSize(1);
    }

    @Test
    void aConnectionComesBackUnbound() throws SQLException {
        TenantContext.run(victim.id(), () -> assertThat(count("app_source")).isEqualTo(1));

        for (int i = 0; i < 20; i++) {
            try (Connection raw = tenantPool.getConnection();
                    Statement statement = raw.createStatement();
                    ResultSet row =
                            statement.executeQuery(
                                    "SELECT @spillway_tenant, @spillway_binding, (SELECT COUNT(*) FROM app_source)")) {
                row.next();
                assertThat(row.getObject(1)).isNull();
                assertThat(row.getObject(2)).isNull();
                assertThat(row.getLong(3)).isZero();
            }
        }
    }

    @Test
    void theAppsUsersReachNoTable() throws SQLException {
        for (DatabaseAccount account : List.of(DatabaseAccount.APP, DatabaseAccount.IDENTITY)) {
            try (Connection connection = AppCloud.shared().as(account);
                    Statement statement = connection.createStatement()) {
                for (String table :
                        List.of(
                                "webhook",
                                "quarantine",
                                "user_account",
                                "api_key",
                                "tenant_key",
                                "campaign_people")) {
                    assertThatThrownBy(() -> statement.executeQuery("SELECT * FROM " + table))
                            .as("%s on %s", account, table)
                            .isInstanceOf(SQLException.class);
                }
            }
        }
    }
}
