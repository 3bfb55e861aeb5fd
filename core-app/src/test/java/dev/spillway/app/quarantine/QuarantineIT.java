package dev.spillway.app.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.app.fixture.Api;
import dev.spillway.app.fixture.AppCloud;
import dev.spillway.app.fixture.AppTest;
import dev.spillway.app.fixture.Source;
import dev.spillway.app.fixture.Tenant;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.schema.DatabaseAccount;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@AppTest
class QuarantineIT {

    private static final String RELEASE = "/api/v1/quarantine/release";
    private static final String DISCARD = "/api/v1/quarantine/discard";
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @LocalServerPort int port;

    private Tenant acme;
    private Source shop;
    private Source mail;
    private Api reader;
    private Api replayer;

    @BeforeEach
    void aTenantThatKeepsWhatItRefuses() {
        acme = Tenant.named("Acme");
        shop = acme.source("Shop", "stripe");
        mail = acme.source("Mail", "sendgrid");
        reader = Api.at(port).withKey(acme.apiKey("read"));
        replayer = Api.at(port).withKey(acme.apiKey("read replay"));
    }

    private static Instant ago(int minutes) {
        return NOW.minus(Duration.ofMinutes(minutes));
    }

    private List<String> ids(String query) {
        return reader.get("/api/v1/quarantine" + query)
                .json()
                .path("items")
                .valueStream()
                .map(request -> request.path("id").asString())
                .toList();
    }

    @Test
    void aRequestSaysWhichItWasAndNothingOfWhatItHeld() {
        UUID id = shop.quarantined("held", "signature_invalid", ago(5));

        Api.Answer answer = reader.get("/api/v1/quarantine");

        JsonNode request = answer.json().path("items").get(0);
        assertThat(request.propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "sourceId",
                        "status",
                        "reason",
                        "method",
                        "size",
                        "receivedAt",
                        "changedAt",
                        "expiresAt");
        assertThat(request.path("id").asString()).isEqualTo(id.toString());
        assertThat(request.path("sourceId").asString()).isEqualTo(shop.id().toString());
        assertThat(request.path("status").asString()).isEqualTo("held");
        assertThat(request.path("reason").asString()).isEqualTo("signature_invalid");
        assertThat(request.path("method").asString()).isEqualTo("POST");
        assertThat(request.path("size").asInt()).isEqualTo(42);
        assertThat(request.path("receivedAt").asString()).endsWith("Z");
        assertThat(answer.text()).doesNotContain("s3aled");
    }

    @Test
    void oneRequestIsShownByItsIdWhateverBecameOfIt() {
        for (String status : List.of("held", "released", "discarded", "refused")) {
            UUID id = shop.quarantined(status, "signature_invalid", ago(5));

            JsonNode request = reader.get("/api/v1/quarantine/" + id).json();

            assertThat(request.path("id").asString()).isEqualTo(id.toString());
            assertThat(request.path("status").asString()).isEqualTo(status);
        }
        UUID expired = shop.quarantined("held", "signature_invalid", ago(8 * 24 * 60));
        UUID neighbours =
                Tenant.named("Neighbour")
                        .source("Shop", "stripe")
                        .quarantined("held", "signature_invalid", ago(5));
        for (UUID nothing : List.of(expired, neighbours, Ids.next())) {
            Api.Answer answer = reader.get("/api/v1/quarantine/" + nothing);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("not_found");
        }
    }

    @Test
    void filtersAndPagesNarrowTheList() {
        String first = shop.quarantined("held", "signature_invalid", ago(30)).toString();
        String second = shop.quarantined("held", "signature_missing", ago(20)).toString();
        String third = mail.quarantined("held", "signature_invalid", ago(10)).toString();
        String released = mail.quarantined("released", "signature_invalid", ago(5)).toString();

        assertThat(ids("")).containsExactly(third, second, first);
        assertThat(ids("?status=released")).containsExactly(released);
        assertThat(ids("?source=" + shop.id())).containsExactly(second, first);
        assertThat(ids("?reason=signature_invalid")).containsExactly(third, first);
        assertThat(ids("?from=" + ago(25) + "&to=" + ago(15))).containsExactly(second);
        String next = reader.get("/api/v1/quarantine?limit=2").json().path("next").asString();
        assertThat(ids("?limit=2&cursor=" + next)).containsExactly(first);
    }

    @Test
    void whatHasExpiredIsNotThereAnyMore() {
        shop.quarantined("held", "signature_invalid", NOW.minus(Duration.ofDays(8)));

        assertThat(ids("")).isEmpty();
        assertThat(
                        replayer.post(RELEASE, Map.of("filter", Map.of()))
                                .json()
                                .path("matched")
                                .asInt())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {RELEASE, DISCARD})
    void whatIsDecidedBecomesAJobOfTheWorkersAndStandsInTheAudit(String path) throws SQLException {
        shop.quarantined("held", "signature_invalid", ago(30));
        shop.quarantined("held", "signature_invalid", ago(20));
        shop.quarantined("held", "signature_missing", ago(10));
        shop.quarantined("released", "signature_invalid", ago(9));
        mail.quarantined("held", "signature_invalid", ago(5));

        Api.Answer asked =
                replayer.post(
                        path,
                        Map.of(
                                "filter",
                                Map.of("source", shop.id(), "to", NOW.plusSeconds(900)),
                                "reason",
                                "the secret is mended"));

        assertThat(asked.status()).isEqualTo(202);
        assertThat(asked.json().path("matched").asInt()).isEqualTo(3);
        assertThat(asked.json().path("byReason").path("signature_invalid").asInt()).isEqualTo(2);
        UUID job = UUID.fromString(asked.json().path("jobId").asString());
        assertThat(asked.header("Location")).isEqualTo("/api/v1/jobs/" + job);
        JsonNode shown = reader.get("/api/v1/jobs/" + job).json();
        String verb = path.substring(path.lastIndexOf('/') + 1);
        assertThat(shown.path("kind").asString()).isEqualTo("quarantine_" + verb);
        assertThat(shown.path("total").asInt()).isEqualTo(3);
        JsonNode selection = parameters(job);
        assertThat(selection.path("source").asString()).isEqualTo(shop.id().toString());
        assertThat(selection.path("ids").isNull()).isTrue();
        assertThat(Instant.parse(selection.path("to").asString()))
                .as("what comes later is not asked for")
                .isBefore(Instant.now().plusSeconds(1));
        JsonNode entry =
                Api.at(port)
                        .withKey(acme.apiKey("admin"))
                        .get("/api/v1/audit")
                        .json()
                        .path("items")
                        .get(0);
        assertThat(entry.path("action").asString()).startsWith("quarantine." + verb);
        assertThat(entry.path("subject").asString()).isEqualTo(job.toString());
        assertThat(entry.path("details").path("because").asString())
                .isEqualTo("the secret is mended");
    }

    private static JsonNode parameters(UUID job) throws SQLException {
        try (Connection worker = AppCloud.shared().as(DatabaseAccount.WORKER);
                PreparedStatement find =
                        worker.prepareStatement("SELECT parameters FROM job WHERE id = ?")) {
            find.setBytes(1, Ids.bytes(job));
            try (ResultSet row = find.executeQuery()) {
                row.next();
                return JsonMapper.shared().readTree(row.getString(1));
            }
        }
    }

    @Test
    void requestsAreAlsoNamedOneByOne() throws SQLException {
        UUID one = shop.quarantined("held", "timestamp_outside_tolerance", ago(3));
        shop.quarantined("held", "signature_invalid", ago(2));

        JsonNode asked =
                replayer.post(RELEASE, Map.of("ids", List.of(one, one, Ids.next()))).json();

        assertThat(asked.path("matched").asInt()).isEqualTo(1);
        assertThat(parameters(UUID.fromString(asked.path("jobId").asString())).path("ids"))
                .hasSize(2);
    }

    @Test
    void aDryRunOnlyCounts() {
        shop.quarantined("held", "signature_invalid", ago(3));

        Api.Answer counted = replayer.post(RELEASE, Map.of("filter", Map.of(), "dryRun", true));

        assertThat(counted.status()).isEqualTo(200);
        assertThat(counted.json().path("matched").asInt()).isEqualTo(1);
        assertThat(reader.get("/api/v1/jobs").json().path("items")).isEmpty();
    }

    @Test
    void whatComesAfterTheDryRunIsNotDiscardedWithWhatItCounted() {
        shop.quarantined("held", "signature_invalid", ago(3));
        JsonNode counted =
                replayer.post(DISCARD, Map.of("filter", Map.of(), "dryRun", true)).json();
        shop.quarantined("held", "signature_invalid", Instant.now());

        Map<String, ?> filter = Map.of("to", counted.path("to").asString());

        assertThat(counted.path("matched").asInt()).isEqualTo(1);
        assertThat(replayer.post(DISCARD, Map.of("filter", filter)).json().path("matched").asInt())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"ids\":[]}",
                "{\"ids\":[null]}",
                "{\"ids\":[\"x\"]}",
                "{\"filter\":{},\"ids\":[\"0199a6c1-2f00-7a31-9d52-3a1c54e0b7aa\"]}",
                "{\"filter\":{},\"dryrun\":true}",
                "{\"filter\":{\"sourse\":\"0199a6c1-2f00-7a31-9d52-3a1c54e0b7aa\"}}"
            })
    void whatIsNotClearIsNotDone(String body) {
        shop.quarantined("held", "signature_invalid", ago(3));

        for (String path : List.of(RELEASE, DISCARD)) {
            assertThat(replayer.postText(path, body).status()).as(body).isEqualTo(422);
        }
        assertThat(reader.get("/api/v1/jobs").json().path("items")).isEmpty();
    }

    @Test
    void decidingNeedsTheScope() {
        shop.quarantined("held", "signature_invalid", ago(3));

        for (String path : List.of(RELEASE, DISCARD)) {
            assertThat(reader.post(path, Map.of("filter", Map.of())).code())
                    .isEqualTo("not_allowed");
        }
        assertThat(reader.get("/api/v1/jobs").json().path("items")).isEmpty();
    }

    @Test
    void anotherTenantSeesAndDecidesNothing() {
        UUID id = shop.quarantined("held", "signature_invalid", ago(3));
        Api attack = Api.at(port).withKey(Tenant.named("Attacker").apiKey("admin"));

        assertThat(attack.get("/api/v1/quarantine").json().path("items")).isEmpty();
        assertThat(attack.get("/api/v1/quarantine?source=" + shop.id()).json().path("items"))
                .isEmpty();
        for (String path : List.of(RELEASE, DISCARD)) {
            for (Map<String, ?> wanted :
                    List.of(
                            Map.of("ids", List.of(id)),
                            Map.of("filter", Map.of("source", shop.id())))) {
                Api.Answer asked = attack.post(path, wanted);
                assertThat(asked.status()).isEqualTo(202);
                assertThat(asked.json().path("matched").asInt()).isZero();
                assertThat(asked.json().path("jobId").isNull()).isTrue();
            }
        }
        assertThat(attack.get("/api/v1/jobs").json().path("items")).isEmpty();
        assertThat(ids("")).containsExactly(id.toString());
    }
}
