package dev.spillway.app.recipient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.app.fixture.Api;
import dev.spillway.app.fixture.AppCloud;
import dev.spillway.app.fixture.AppTest;
import dev.spillway.app.fixture.Person;
import dev.spillway.app.fixture.Tenant;
import dev.spillway.app.fixture.WebhookRow;
import dev.spillway.platform.id.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@AppTest
@ExtendWith(OutputCaptureExtension.class)
class RecipientIT {

    private static final String ANA = "ana.of.tests@x.example";
    private static final String SEARCH = "/api/v1/recipients/search";
    private static final String ERASE = "/api/v1/recipients/erase";
    private static final String EXPORT = "/api/v1/recipients/export";
    private static final String EXPORTS = "/api/v1/recipients/exports";

    @LocalServerPort int port;

    private Tenant acme;
    private Api admin;

    @BeforeEach
    void somebodyWithTwoEvents() {
        acme = Tenant.named("Acme");
        admin = Api.at(port).withKey(acme.apiKey("admin"));
        WebhookRow row = acme.source("Mail", "sendgrid").webhook();
        UUID webhook = row.store();
        row.event(webhook, 0, "opened", ANA, "Spring");
        row.event(webhook, 1, "clicked", ANA, "Spring");
        row.event(webhook, 2, "clicked", "bob@x.example", "Spring");
    }

    private static String hash(Tenant tenant) {
        return HexFormat.of().formatHex(tenant.recipientHash(ANA));
    }

    private String job(String column, Api.Answer accepted) {
        return AppCloud.shared()
                .text(
                        "SELECT " + column + " FROM job WHERE tenant_id = ? AND id = ?",
                        Ids.bytes(acme.id()),
                        Ids.bytes(UUID.fromString(accepted.json().path("jobId").asString())));
    }

    @Test
    void whatIsKeptOfSomebodyIsCountedWhateverTheSpelling() {
        Api.Answer found = admin.post(SEARCH, Map.of("recipient", " Ana.Of.Tests@X.example"));

        assertThat(found.status()).as("%s", found).isEqualTo(200);
        JsonNode holding = found.json().path("holding");
        assertThat(holding.path("events").asInt()).isEqualTo(2);
        assertThat(holding.path("webhooks").asInt()).isEqualTo(1);
        assertThat(holding.path("erasedAt").isNull()).isTrue();
        assertThat(found.json().path("recipient").path("hash").asString()).isEqualTo(hash(acme));
        assertThat(found.json().path("recipient").path("masked").asString())
                .as("as it was typed")
                .isEqualTo("A•••@X.example");
        assertThat(found.text()).doesNotContain(ANA);
    }

    @Test
    void aDryRunCountsAndAsksForNothing() {
        Api.Answer counted = admin.post(ERASE, Map.of("recipient", ANA, "dryRun", true));

        assertThat(counted.status()).isEqualTo(200);
        assertThat(counted.json().path("holding").path("events").asInt()).isEqualTo(2);
        assertThat(counted.json().path("jobId").isNull()).isTrue();
        assertThat(admin.get("/api/v1/jobs").json().path("items")).isEmpty();
    }

    @Test
    void anErasureIsAJobThatNamesNobodyAndStandsInTheAuditLogByHash(CapturedOutput output) {
        Api.Answer asked =
                admin.post(
                        ERASE, Map.of("recipient", ANA, "confirm", ANA.toUpperCase(Locale.ROOT)));

        assertThat(asked.status()).as("%s", asked).isEqualTo(202);
        assertThat(asked.header("Location"))
                .isEqualTo("/api/v1/jobs/" + asked.json().path("jobId").asString());
        assertThat(job("kind", asked)).isEqualTo("recipient_erasure");
        assertThat(job("parameters", asked)).contains(hash(acme)).doesNotContainIgnoringCase(ANA);
        JsonNode entry = admin.get("/api/v1/audit").json().path("items").get(0);
        assertThat(entry.path("action").asString()).isEqualTo("recipient.erased");
        assertThat(entry.toString())
                .contains(hash(acme), "a•••@x.example")
                .doesNotContainIgnoringCase(ANA);
        assertThat(output.getAll()).doesNotContainIgnoringCase(ANA);
    }

    @Test
    void withoutTheSameRecipientTypedAgainNothingIsErased() {
        for (Map<String, Object> wanted :
                List.<Map<String, Object>>of(
                        Map.of("recipient", ANA),
                        Map.of("recipient", ANA, "confirm", " "),
                        Map.of("recipient", ANA, "confirm", "bob@x.example"))) {
            Api.Answer refused = admin.post(ERASE, wanted);

            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.json().path("errors").get(0).path("field").asString())
                    .isEqualTo("confirm");
            assertThat(refused.text()).doesNotContain(ANA);
        }
        assertThat(admin.get("/api/v1/jobs").json().path("items")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"recipient\":\"\"}",
                "{\"recipient\":\"a@b\"}",
                "{\"recipient\":\"%s\",\"dry_run\":true}",
                "{\"recipient\":\"%s\",\"confirm\":\"%s\",\"dryrun\":true}"
            })
    void whatIsNotClearIsRefused(String body) {
        Api.Answer refused = admin.postText(ERASE, body.replace("%s", ANA));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).doesNotContain(ANA);
    }

    @Test
    void anAddressThatIsNoneMayBeAskedForAndIsNobody() {
        for (String odd :
                List.of(
                        ".*@x.example",
                        "' OR 1=1 -- @x.example",
                        "\u0000ana@x.example",
                        "%@x.example",
                        "l".repeat(310) + "@x.example",
                        "μαρία@παράδειγμα.example")) {
            Api.Answer found = admin.post(SEARCH, Map.of("recipient", odd));

            assertThat(found.status()).as(odd).isEqualTo(200);
            assertThat(found.json().path("holding").path("events").asInt()).as(odd).isZero();
        }
        assertThat(admin.post(SEARCH, Map.of("recipient", "x".repeat(321))).status())
                .isEqualTo(422);
    }

    @Test
    void onlyAdminsAskForPeople() {
        UUID export = acme.export(ANA, Instant.now().plus(Duration.ofDays(1)), true, "{}\n");
        Api member = Person.loggedIn(Api.at(port), acme, "member").browser();
        Api program = Api.at(port).withKey(acme.apiKey("read replay sources"));

        for (Api caller : List.of(member, program)) {
            for (String path : List.of(SEARCH, ERASE, EXPORT)) {
                assertThat(caller.post(path, Map.of("recipient", ANA, "confirm", ANA)).status())
                        .as(path)
                        .isEqualTo(403);
            }
            assertThat(caller.get(EXPORTS).status()).isEqualTo(403);
            assertThat(caller.get(EXPORTS + "/" + export).status()).isEqualTo(403);
        }
        assertThat(Api.at(port).post(ERASE, Map.of("recipient", ANA)).status()).isEqualTo(401);
    }

    @Test
    void anotherTenantsPersonOfTheSameAddressIsNotThere() {
        Tenant other = Tenant.named("Other");
        Api otherAdmin = Api.at(port).withKey(other.apiKey("admin"));

        Api.Answer found = otherAdmin.post(SEARCH, Map.of("recipient", ANA));

        assertThat(found.json().path("holding").path("events").asInt()).isZero();
        assertThat(found.json().path("recipient").path("hash").asString())
                .isEqualTo(hash(other))
                .isNotEqualTo(hash(acme));
    }

    @Test
    void onlyAnAdminStopsAnErasure() {
        String cancel =
                "/api/v1/jobs/"
                        + admin.post(ERASE, Map.of("recipient", ANA, "confirm", ANA))
                                .json()
                                .path("jobId")
                                .asString()
                        + "/cancel";
        Api replayer = Api.at(port).withKey(acme.apiKey("read replay"));

        assertThat(replayer.post(cancel, Map.of()).code()).isEqualTo("not_allowed");
        assertThat(admin.post(cancel, Map.of()).json().path("cancelRequested").asBoolean())
                .isTrue();
    }

    @Test
    void anExportIsAJobToo() {
        Api.Answer asked = admin.post(EXPORT, Map.of("recipient", ANA));

        assertThat(asked.status()).isEqualTo(202);
        assertThat(job("kind", asked)).isEqualTo("recipient_export");
        assertThat(job("parameters", asked)).contains(hash(acme)).doesNotContain(ANA);
    }

    @Test
    void aFinishedExportIsFetchedWholeAndTheFetchIsWrittenDown() {
        UUID export =
                acme.export(
                        ANA,
                        Instant.now().plus(Duration.ofDays(1)),
                        true,
                        "{\"kind\":\"recipient\"}\n",
                        "{\"kind\":\"event\"}\n");

        Api.Answer file = admin.get(EXPORTS + "/" + export);

        assertThat(file.status()).isEqualTo(200);
        assertThat(file.text()).isEqualTo("{\"kind\":\"recipient\"}\n{\"kind\":\"event\"}\n");
        assertThat(file.header("Content-Type")).startsWith("application/x-ndjson");
        assertThat(file.header("Content-Disposition")).startsWith("attachment");
        assertThat(file.header("Cache-Control")).contains("no-store");
        assertThat(admin.get("/api/v1/audit").json().path("items").get(0).path("action").asString())
                .isEqualTo("recipient.export_fetched");
    }

    @Test
    void noOtherExportIsFetched() {
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        UUID unfinished = acme.export(ANA, tomorrow, false, "{}\n");
        UUID expired = acme.export(ANA, Instant.now().minusSeconds(1), true, "{}\n");
        UUID others = Tenant.named("Other").export(ANA, tomorrow, true, "{}\n");

        assertThat(admin.get(EXPORTS + "/" + unfinished).code()).isEqualTo("conflict");
        assertThat(admin.get(EXPORTS + "/" + expired).code()).isEqualTo("not_found");
        assertThat(admin.get(EXPORTS + "/" + others).code()).isEqualTo("not_found");
        assertThat(admin.get(EXPORTS).json().path("items"))
                .hasSize(1)
                .allMatch(item -> item.path("id").asString().equals(unfinished.toString()));
    }

    @Test
    void whoWasErasedIsKnownByHisTombstone() {
        AppCloud.shared()
                .execute(
                        "INSERT INTO tombstone (tenant_id, recipient_hash, erased_at, expires_at, job_id)"
                                + " VALUES (?, ?, '2026-11-01 10:00:00', '2027-11-01', ?)",
                        Ids.bytes(acme.id()),
                        acme.recipientHash(ANA),
                        Ids.bytes(Ids.next()));

        assertThat(
                        admin.post(SEARCH, Map.of("recipient", ANA))
                                .json()
                                .path("holding")
                                .path("erasedAt")
                                .asString())
                .isEqualTo("2026-11-01T10:00:00.000Z");
    }

    @Test
    void aWebhookSaysThatItIsNotAsItCame() {
        AppCloud.shared()
                .execute(
                        "UPDATE webhook SET redacted_at = UTC_TIMESTAMP(3), original_sha256 = ?"
                                + " WHERE tenant_id = ?",
                        HexFormat.of().parseHex("ab".repeat(32)),
                        Ids.bytes(acme.id()));

        JsonNode listed = admin.get("/api/v1/webhooks").json().path("items").get(0);
        JsonNode shown = admin.get("/api/v1/webhooks/" + listed.path("id").asString()).json();

        assertThat(List.of(listed, shown))
                .allSatisfy(webhook -> {
                    assertThat(webhook.path("redacted").asBoolean()).isTrue();
                    assertThat(webhook.path("originalHash").asString()).isEqualTo("ab".repeat(32));
                });
    }

    @Test
    void aWebhookThatIsAsItCameHasNoOtherHash() {
        JsonNode listed = admin.get("/api/v1/webhooks").json().path("items").get(0);

        assertThat(listed.path("redacted").asBoolean()).isFalse();
        assertThat(listed.path("originalHash").isNull()).isTrue();
    }
}
