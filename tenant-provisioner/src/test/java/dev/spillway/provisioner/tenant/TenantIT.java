package dev.spillway.provisioner.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.platform.id.Ids;
import dev.spillway.provisioner.kit.OpsCloud;
import dev.spillway.provisioner.kit.OpsService;
import dev.spillway.provisioner.kit.Schema;
import dev.spillway.provisioner.kit.SharedOpsTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@SharedOpsTest
class TenantIT {

    @Autowired private OpsService ops;
    private JdbcClient rows;
    private String path;
    private UUID id;

    @BeforeEach
    void onboard() {
        rows = JdbcClient.create(Schema.owner(OpsCloud.shared().database()));
        id = ops.onboarded(OpsService.freshSlug());
        path = "/ops/v1/tenants/" + id;
    }

    @Test
    void aTenantIsShownWithItsSourcesAndNoSecret() {
        JsonNode tenant = ops.get(path);

        assertThat(tenant.propertyNames())
                .containsExactlyInAnyOrder(
                        "id", "name", "slug", "plan", "status", "createdAt", "sources");
        assertThat(tenant.at("/sources/0").propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "name",
                        "provider",
                        "mode",
                        "status",
                        "ingestKey",
                        "ingestUrl",
                        "settings",
                        "createdAt");
        assertThat(tenant.toString()).doesNotContain("whsec");
    }

    @Test
    void suspendingReachesTheDirectoryThatTheDoorReads() {
        long version = directory().version();

        JsonNode suspended = OpsService.json(ops.post(path + "/suspend").expectStatus().isOk());

        assertThat(suspended.get("status").stringValue()).isEqualTo("suspended");
        assertThat(directory().tenantStatus()).isEqualTo("suspended");
        assertThat(directory().version()).isGreaterThan(version);
        long suspendedAt = directory().version();

        ops.post(path + "/resume").expectStatus().isOk();

        assertThat(directory().tenantStatus()).isEqualTo("active");
        assertThat(directory().version()).isGreaterThan(suspendedAt);
    }

    @Test
    void suspendingTwiceChangesNothingTheSecondTime() {
        ops.post(path + "/suspend").expectStatus().isOk();
        Directory once = directory();

        ops.post(path + "/suspend").expectStatus().isOk();

        assertThat(directory()).isEqualTo(once);
        assertThat(actions()).containsExactly("tenant.suspended", "tenant.provisioned");
    }

    @Test
    void nameAndPlanCanBeChanged() {
        JsonNode changed =
                OpsService.json(
                        ops.patch(path, "{\"name\": \"Acme Shops\", \"plan\": \"scale\"}")
                                .expectStatus()
                                .isOk());

        assertThat(changed.get("name").stringValue()).isEqualTo("Acme Shops");
        assertThat(ops.get(path).get("plan").stringValue()).isEqualTo("scale");
        assertThat(directory().plan()).isEqualTo("scale");
        JsonNode entry = ops.get("/ops/v1/audit?tenant=" + id).at("/items/0");
        assertThat(entry.get("action").stringValue()).isEqualTo("tenant.updated");
        assertThat(entry.at("/details/plan").toString()).isEqualTo("[\"starter\",\"scale\"]");
    }

    @Test
    void aChangeThatIsWrongNamesItsFields() {
        JsonNode problem =
                OpsService.json(
                        ops.patch(path, "{\"plan\": \"gold\", \"slug\": \"other\"}")
                                .expectStatus()
                                .isEqualTo(422));

        assertThat(problem.get("errors").findValuesAsString("field"))
                .containsExactly("plan", "slug");
        ops.patch(path, "{}").expectStatus().isOk();
        assertThat(actions()).containsExactly("tenant.provisioned");
    }

    @Test
    void aSourceAddedLaterIsInTheDirectory() {
        JsonNode source =
                OpsService.json(
                        ops.post(
                                        path + "/sources",
                                        """
                                        {"name": "Code", "provider": "github", "mode": "shadow",
                                         "credentials": {"secret": "a-secret-of-github"}}
                                        """)
                                .expectStatus()
                                .isCreated());

        assertThat(source.get("ingestUrl").stringValue())
                .startsWith("https://in.spillway.example/in/");
        assertThat(source.get("status").stringValue()).isEqualTo("active");
        assertThat(ops.get(path).get("sources")).hasSize(2).contains(source);
        assertThat(
                        rows.sql("SELECT mode FROM source_directory WHERE ingest_key = ?")
                                .param(source.get("ingestKey").stringValue())
                                .query(String.class)
                                .single())
                .isEqualTo("shadow");
        assertThat(actions()).startsWith("source.added");
    }

    @Test
    void aSourceThatIsWrongIsRefused() {
        JsonNode problem =
                OpsService.json(
                        ops.post(path + "/sources", "{\"provider\": \"stripe\"}")
                                .expectStatus()
                                .isEqualTo(422));

        assertThat(problem.get("errors").findValuesAsString("field"))
                .containsExactlyInAnyOrder("name", "credentials.secret");
    }

    @Test
    void anotherPersonCanBeInvited() {
        JsonNode invitation =
                OpsService.json(
                        ops.post(
                                        path + "/invitations",
                                        "{\"email\": \"Bo@Acme.example\", \"name\": \"Bo\"}")
                                .expectStatus()
                                .isCreated());

        assertThat(invitation.get("url").stringValue())
                .endsWith(invitation.get("token").stringValue());
        assertThat(
                        rows.sql("SELECT email FROM invitation WHERE tenant_id = ? AND name = 'Bo'")
                                .param(Ids.bytes(id))
                                .query(String.class)
                                .single())
                .isEqualTo("bo@acme.example");
        assertThat(actions()).startsWith("invitation.created");
    }

    @Test
    void aTenantThatIsBeingOffboardedCannotBeChanged() {
        rows.sql("UPDATE tenant SET status = 'offboarding' WHERE id = ?")
                .param(Ids.bytes(id))
                .update();

        JsonNode problem =
                OpsService.json(ops.post(path + "/resume").expectStatus().isEqualTo(409));

        assertThat(problem.get("code").stringValue()).isEqualTo("conflict");
        assertThat(ops.get(path).get("status").stringValue()).isEqualTo("offboarding");
    }

    @Test
    void whoIsNotThereIsNotFound() {
        String nobody = "/ops/v1/tenants/" + Ids.next();

        ops.http().get().uri(nobody).exchange().expectStatus().isNotFound();
        ops.post(nobody + "/suspend").expectStatus().isNotFound();
        ops.patch(nobody, "{}").expectStatus().isNotFound();
        JsonNode problem =
                OpsService.json(
                        ops.http()
                                .get()
                                .uri("/ops/v1/tenants/acme")
                                .exchange()
                                .expectStatus()
                                .isEqualTo(422));
        assertThat(problem.at("/errors/0/field").stringValue()).isEqualTo("id");
    }

    private Iterable<String> actions() {
        return ops.get("/ops/v1/audit?tenant=" + id).get("items").findValuesAsString("action");
    }

    private Directory directory() {
        Map<String, Object> entry =
                rows.sql("SELECT * FROM source_directory WHERE tenant_id = ?")
                        .param(Ids.bytes(id))
                        .query()
                        .singleRow();
        return new Directory(
                (long) entry.get("directory_version"),
                (String) entry.get("tenant_status"),
                (String) entry.get("plan"));
    }

    private record Directory(long version, String tenantStatus, String plan) {}
}
