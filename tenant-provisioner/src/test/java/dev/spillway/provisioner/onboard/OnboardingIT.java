package dev.spillway.provisioner.onboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.secret.CredentialCipher;
import dev.spillway.platform.secret.KeyPurpose;
import dev.spillway.platform.secret.LocalKeyWrapper;
import dev.spillway.platform.secret.TenantKey;
import dev.spillway.provisioner.keys.RandomToken;
import dev.spillway.provisioner.kit.OpsService;
import dev.spillway.provisioner.kit.OpsTest;
import dev.spillway.provisioner.kit.Schema;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

@OpsTest
@ExtendWith(OutputCaptureExtension.class)
class OnboardingIT {

    private static final String MILLISECONDS =
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";

    @DynamicPropertySource
    static void configure(DynamicPropertyRegistry registry) {
        OpsService.configure(OnboardingIT.class, registry);
    }

    @Autowired private OpsService ops;
    private JdbcClient rows;
    private TestCloud cloud;

    @BeforeEach
    void openDatabase(TestCloud cloud) {
        this.cloud = cloud;
        this.rows = JdbcClient.create(Schema.owner(cloud.database()));
    }

    @Test
    void theAnswerHoldsAllThatIsNeededToStart() {
        String slug = OpsService.freshSlug();

        var response = ops.onboard(OpsService.tenant(slug)).expectStatus().isCreated();

        JsonNode answer = OpsService.json(response);
        JsonNode tenant = answer.get("tenant");
        response.expectHeader().location("/ops/v1/tenants/" + tenant.get("id").stringValue());
        assertThat(tenant.propertyNames())
                .containsExactlyInAnyOrder("id", "name", "slug", "plan", "status", "createdAt");
        assertThat(tenant.get("slug").stringValue()).isEqualTo(slug);
        assertThat(tenant.get("plan").stringValue()).isEqualTo("starter");
        assertThat(tenant.get("status").stringValue()).isEqualTo("active");
        assertThat(tenant.get("createdAt").stringValue()).matches(MILLISECONDS);
        JsonNode source = answer.at("/sources/0");
        assertThat(source.get("mode").stringValue()).isEqualTo("enforce");
        assertThat(source.get("provider").stringValue()).isEqualTo("stripe");
        assertThat(source.get("ingestKey").stringValue()).matches("[A-Za-z0-9_-]{32}");
        assertThat(source.get("ingestUrl").stringValue())
                .isEqualTo(
                        "https://in.spillway.example/in/" + source.get("ingestKey").stringValue());
        JsonNode invitation = answer.get("invitation");
        assertThat(invitation.get("token").stringValue()).matches("[A-Za-z0-9_-]{43}");
        assertThat(invitation.get("url").stringValue())
                .isEqualTo(
                        "https://app.spillway.example/invitation?token="
                                + invitation.get("token").stringValue());
        assertThat(invitation.get("expiresAt").stringValue()).matches(MILLISECONDS);
        assertThat(answer.get("elapsedMillis").isIntegralNumber()).isTrue();
    }

    @Test
    void everyRowIsWritten() {
        JsonNode answer = onboard(OpsService.freshSlug());
        byte[] tenant = id(answer.at("/tenant/id"));

        assertThat(count("tenant_key", tenant)).isEqualTo(2);
        assertThat(count("source", tenant)).isEqualTo(1);
        assertThat(count("outbox", tenant)).isEqualTo(1);
        Map<String, Object> invitation =
                row("SELECT * FROM invitation WHERE tenant_id = ?", tenant);
        assertThat(invitation)
                .containsEntry("email", "ana@acme.example")
                .containsEntry("role", "admin")
                .containsEntry(
                        "token_hash",
                        RandomToken.hash(answer.at("/invitation/token").stringValue()));
        assertThat(Duration.between(time(invitation, "created_at"), time(invitation, "expires_at")))
                .isEqualTo(Duration.ofDays(7));
        assertThat(time(invitation, "expires_at"))
                .isEqualTo(Instant.parse(answer.at("/invitation/expiresAt").stringValue()));
        assertThat(time(invitation, "created_at"))
                .isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(row("SELECT * FROM audit_entry WHERE tenant_id = ?", tenant))
                .containsEntry("actor_kind", "ops")
                .containsEntry("action", "tenant.provisioned");
        assertThat(row("SELECT * FROM source_directory WHERE tenant_id = ?", tenant))
                .containsEntry("ingest_key", answer.at("/sources/0/ingestKey").stringValue())
                .containsEntry("tenant_status", "active");
    }

    @Test
    void nothingSecretLiesInTheDatabaseInClear() {
        String slug = OpsService.freshSlug();
        JsonNode answer = onboard("idempotent-" + slug, slug);
        String token = answer.at("/invitation/token").stringValue();

        Everything everything = Everything.in(cloud.database());

        assertThat(everything.rows()).isGreaterThan(6);
        assertThat(everything.columnsWith(slug)).contains("tenant.slug");
        assertThat(everything.columnsWith("whsec_very-secret")).isEmpty();
        assertThat(everything.columnsWith(token)).isEmpty();
        assertThat(everything.columnsWith(OpsService.TOKEN)).isEmpty();
        assertThat(everything.columnsWith(answer.at("/sources/0/ingestKey").stringValue()))
                .containsExactly("source.ingest_key", "source_directory.ingest_key");
    }

    @Test
    void credentialsOpenUnderTheTenantsOwnKeyAndForTheirSource() {
        JsonNode answer = onboard(OpsService.freshSlug());
        UUID tenant = uuid(answer.at("/tenant/id"));
        Map<String, Object> entry =
                row("SELECT * FROM source_directory WHERE tenant_id = ?", Ids.bytes(tenant));

        TenantKey key =
                TenantKey.unwrap(
                        LocalKeyWrapper.of(OpsService.WRAPPING_KEY),
                        tenant,
                        KeyPurpose.DATA,
                        (int) entry.get("key_version"),
                        (byte[]) entry.get("wrapped_key"));

        assertThat(
                        CredentialCipher.open(
                                key,
                                uuid(answer.at("/sources/0/id")),
                                (byte[]) entry.get("credentials")))
                .containsExactlyEntriesOf(Map.of("secret", "whsec_very-secret"));
    }

    @Test
    void aTenantMayStartWithoutSourcesOrWithSeveral() {
        JsonNode none =
                OpsService.json(
                        ops.onboard(
                                        """
                                        {"name": "Bare", "slug": "%s", "plan": "scale",
                                         "admin": {"email": "b@bare.example", "name": "B"}}
                                        """
                                                .formatted(OpsService.freshSlug()))
                                .expectStatus()
                                .isCreated());
        JsonNode two =
                OpsService.json(
                        ops.onboard(
                                        """
                                        {"name": "Two", "slug": "%s", "plan": "growth",
                                         "admin": {"email": "t@two.example", "name": "T"},
                                         "sources": [
                                           {"name": "Any", "provider": "none", "mode": "off"},
                                           {"name": "Own", "provider": "hmac", "mode": "shadow",
                                            "credentials": {"secret": "a-secret-that-is-long-enough"},
                                            "settings": {"header": "X-Sig", "toleranceSeconds": 60}}]}
                                        """
                                                .formatted(OpsService.freshSlug()))
                                .expectStatus()
                                .isCreated());

        assertThat(none.get("sources")).isEmpty();
        assertThat(two.get("sources")).hasSize(2);
        assertThat(two.at("/sources/1/settings/header").stringValue()).isEqualTo("X-Sig");
        assertThat(two.at("/sources/1/settings/toleranceSeconds").stringValue()).isEqualTo("60");
        assertThat(
                        rows.sql("SELECT credentials FROM source WHERE id = ?")
                                .param(id(two.at("/sources/0/id")))
                                .query()
                                .singleRow())
                .containsEntry("credentials", null);
    }

    /** Asana gives the secret itself, in its handshake with the door. */
    @Test
    void aSourceWhoseVendorGivesTheSecretWaitsForIt() {
        JsonNode answer =
                OpsService.json(
                        ops.onboard(
                                        """
                                        {"name": "Tasks", "slug": "%s", "plan": "scale",
                                         "admin": {"email": "t@tasks.example", "name": "T"},
                                         "sources": [
                                           {"name": "New", "provider": "asana"},
                                           {"name": "Moved", "provider": "asana",
                                            "credentials": {"secret": "known-from-before"}}]}
                                        """
                                                .formatted(OpsService.freshSlug()))
                                .expectStatus()
                                .isCreated());

        assertThat(statusOf(answer.at("/sources/0/id"))).isEqualTo("pending");
        assertThat(statusOf(answer.at("/sources/1/id"))).isEqualTo("active");
    }

    private Object statusOf(JsonNode sourceId) {
        return row("SELECT status FROM source WHERE id = ?", id(sourceId)).get("status");
    }

    @Test
    void aSlugThatIsTakenIsAConflictAndLeavesNothing() {
        String slug = OpsService.freshSlug();
        onboard(slug);
        Everything before = Everything.in(cloud.database());

        JsonNode problem =
                OpsService.json(
                        ops.onboard(OpsService.tenant(slug))
                                .expectStatus()
                                .isEqualTo(409)
                                .expectHeader()
                                .contentType("application/problem+json"));

        assertThat(problem.get("code").stringValue()).isEqualTo("slug_taken");
        assertThat(Everything.in(cloud.database()).rows()).isEqualTo(before.rows());
    }

    @Test
    void logsHoldNoSecret(CapturedOutput output) {
        String slug = OpsService.freshSlug();
        JsonNode answer = onboard("key-of-" + slug, slug);
        ops.onboard(OpsService.tenant(slug)).expectStatus().isEqualTo(409);
        ops.onboard(OpsService.tenant("Bad Slug")).expectStatus().isEqualTo(422);
        ops.onboard("{\"credentials\": \"whsec_very-secret\" oops").expectStatus().isBadRequest();

        assertThat(output.getAll())
                .contains("Started OnboardingIT")
                .doesNotContain("whsec_very-secret")
                .doesNotContain(answer.at("/invitation/token").stringValue())
                .doesNotContain(answer.at("/sources/0/ingestKey").stringValue())
                .doesNotContain(OpsService.TOKEN)
                .doesNotContain(OpsService.WRAPPING_KEY);
    }

    private JsonNode onboard(String slug) {
        return OpsService.json(ops.onboard(OpsService.tenant(slug)).expectStatus().isCreated());
    }

    private JsonNode onboard(String key, String slug) {
        return OpsService.json(
                ops.onboard(OpsService.tenant(slug), key).expectStatus().isCreated());
    }

    private long count(String table, byte[] tenant) {
        return rows.sql("SELECT COUNT(*) FROM " + table + " WHERE tenant_id = ?")
                .param(tenant)
                .query(Long.class)
                .single();
    }

    private Map<String, Object> row(String sql, byte[] tenant) {
        return rows.sql(sql).param(tenant).query().singleRow();
    }

    private static Instant time(Map<String, Object> row, String column) {
        return ((LocalDateTime) row.get(column)).toInstant(ZoneOffset.UTC);
    }

    private static UUID uuid(JsonNode id) {
        return UUID.fromString(id.stringValue());
    }

    private static byte[] id(JsonNode id) {
        return Ids.bytes(uuid(id));
    }
}
