package dev.spillway.provisioner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.provisioner.kit.OpsService;
import dev.spillway.provisioner.kit.SharedOpsTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@SharedOpsTest
class OpenApiIT {

    @Autowired private OpsService ops;

    @Test
    void everyCallIsDescribed() {
        JsonNode paths = description().get("paths");

        assertThat(paths.propertyNames())
                .containsExactlyInAnyOrder(
                        "/ops/v1/tenants",
                        "/ops/v1/tenants/{id}",
                        "/ops/v1/tenants/{id}/suspend",
                        "/ops/v1/tenants/{id}/resume",
                        "/ops/v1/tenants/{id}/sources",
                        "/ops/v1/tenants/{id}/invitations",
                        "/ops/v1/audit");
        assertThat(paths.get("/ops/v1/tenants").propertyNames())
                .containsExactlyInAnyOrder("get", "post");
        assertThat(paths.toString()).doesNotContain("\"name\":\"body\"");
    }

    @Test
    void itSaysThatATokenIsNeededAndHowProblemsLook() {
        JsonNode api = description();

        assertThat(api.at("/components/securitySchemes/opsToken/scheme").stringValue())
                .isEqualTo("bearer");
        assertThat(api.at("/security/0").has("opsToken")).isTrue();
        assertThat(
                        api.at("/paths/~1ops~1v1~1tenants/post/responses/default/content")
                                .propertyNames())
                .containsExactly("application/problem+json");
        assertThat(api.at("/components/schemas/Problem/properties").propertyNames())
                .contains("code", "errors");
        assertThat(api.at("/components/schemas/NewTenant/required").toString())
                .isEqualTo("[\"admin\",\"name\",\"plan\",\"slug\"]");
        assertThat(
                        api.at("/paths/~1ops~1v1~1tenants/post/responses/201/content")
                                .at("/application~1json/schema/$ref")
                                .stringValue())
                .endsWith("/OnboardingAnswer");
    }

    @Test
    void itsExampleWorks() {
        JsonNode example =
                description()
                        .at("/paths/~1ops~1v1~1tenants/post/requestBody/content/application~1json")
                        .get("example");

        ops.onboard(example.toString()).expectStatus().isCreated();
    }

    private JsonNode description() {
        return OpsService.json(
                ops.stranger().get().uri("/ops/openapi.json").exchange().expectStatus().isOk());
    }
}
