package dev.spillway.provisioner.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.provisioner.kit.OpsService;
import dev.spillway.provisioner.kit.SharedOpsTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SharedOpsTest
class AccessIT {

    @Autowired private OpsService ops;
    @LocalServerPort private int port;
    @LocalManagementPort private int managementPort;

    @Test
    void withoutTheTokenNothingIsAnswered() {
        var response =
                ops.stranger()
                        .get()
                        .uri("/ops/v1/tenants")
                        .exchange()
                        .expectStatus()
                        .isUnauthorized();

        response.expectHeader().valueEquals("WWW-Authenticate", "Bearer realm=\"ops\"");
        response.expectHeader().contentType("application/problem+json");
        assertThat(OpsService.json(response).get("code").stringValue())
                .isEqualTo("not_authenticated");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer another-token-of-ops",
                "Bearer ",
                "Bearer",
                "Basic token-of-ops-for-tests",
                "token-of-ops-for-tests",
                "Bearer token-of-ops-for-test",
                "Bearer token-of-ops-for-testsx"
            })
    void aWrongTokenIsRefused(String authorization) {
        var response =
                ops.stranger()
                        .get()
                        .uri("/ops/v1/tenants")
                        .header("Authorization", authorization)
                        .exchange()
                        .expectStatus()
                        .isUnauthorized();

        assertThat(OpsService.json(response).get("code").stringValue())
                .isEqualTo("credentials_invalid");
    }

    @Test
    void theSchemesCaseDoesNotMatter() {
        ops.stranger()
                .get()
                .uri("/ops/v1/tenants")
                .header("Authorization", "bearer " + OpsService.TOKEN)
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void answersForbidWhatABrowserMightMakeOfThem() {
        var headers = ops.http().get().uri("/ops/v1/tenants").exchange().expectHeader();

        headers.valueEquals("X-Content-Type-Options", "nosniff");
        headers.valueEquals("X-Frame-Options", "DENY");
        headers.valueEquals(
                "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        headers.valueEquals("Referrer-Policy", "no-referrer");
        headers.valueMatches("Cache-Control", ".*no-store.*");
        headers.doesNotExist("Set-Cookie");
    }

    @Test
    void healthIsOnThePortOfManagementOnlyAndNeedsNoToken() throws Exception {
        for (String probe : new String[] {"", "/liveness", "/readiness"}) {
            HttpResponse<String> health = get(managementPort, "/actuator/health" + probe);
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(json(health).get("status").stringValue()).isEqualTo("UP");
        }
        assertThat(get(port, "/actuator/health").statusCode()).isEqualTo(401);
        ops.http().get().uri("/actuator/health").exchange().expectStatus().isNotFound();
        assertThat(get(managementPort, "/actuator/env").statusCode()).isNotEqualTo(200);
        assertThat(get(managementPort, "/ops/v1/tenants").statusCode()).isNotEqualTo(200);
    }

    @Test
    void whatIsNotThereIsAProblemToo() {
        var unknown = ops.http().get().uri("/ops/v2").exchange().expectStatus().isNotFound();
        assertThat(OpsService.json(unknown).get("code").stringValue()).isEqualTo("not_found");

        var method =
                ops.http().delete().uri("/ops/v1/tenants").exchange().expectStatus().isEqualTo(405);
        assertThat(OpsService.json(method).get("code").stringValue())
                .isEqualTo("method_not_allowed");
        method.expectHeader().exists("Allow");
    }

    @Test
    void aUrlThatPlaysTricksIsAProblemToo() throws Exception {
        HttpResponse<String> response = get(port, "/ops/v1/tenants;a=b");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).get("code").stringValue()).isEqualTo("malformed_request");
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    private static HttpResponse<String> get(int port, String path)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
