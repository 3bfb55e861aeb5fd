package dev.spillway.app.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.app.fixture.Api;
import dev.spillway.app.fixture.AppTest;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@AppTest
class OpenApiIT {

    @LocalServerPort int port;

    @Test
    void theApiDescribesItself() {
        JsonNode api = Api.at(port).get("/api/openapi.json").json();

        assertThat(api.path("info").path("title").asString()).isEqualTo("Spillway tenant API");
        assertThat(api.path("components").path("securitySchemes").propertyNames())
                .containsExactlyInAnyOrder("apiKey", "session");
        assertThat(api.path("paths").propertyNames())
                .contains(
                        "/api/v1/invitations/accept",
                        "/api/v1/session",
                        "/api/v1/api-keys",
                        "/api/v1/providers",
                        "/api/v1/sources",
                        "/api/v1/sources/{id}",
                        "/api/v1/webhooks",
                        "/api/v1/webhooks/{id}",
                        "/api/v1/webhooks/{id}/body",
                        "/api/v1/webhooks/{id}/replay",
                        "/api/v1/webhooks/replay",
                        "/api/v1/events",
                        "/api/v1/events/search",
                        "/api/v1/rejections",
                        "/api/v1/campaigns",
                        "/api/v1/campaigns/{id}",
                        "/api/v1/quarantine",
                        "/api/v1/quarantine/{id}",
                        "/api/v1/quarantine/release",
                        "/api/v1/quarantine/discard",
                        "/api/v1/dead-letters",
                        "/api/v1/dead-letters/{id}",
                        "/api/v1/dead-letters/{id}/body",
                        "/api/v1/dead-letters/replay",
                        "/api/v1/dead-letters/discard",
                        "/api/v1/alerts",
                        "/api/v1/alerts/{id}",
                        "/api/v1/alerts/rules",
                        "/api/v1/alerts/rules/{kind}",
                        "/api/v1/alerts/settings",
                        "/api/v1/destinations",
                        "/api/v1/destinations/{id}",
                        "/api/v1/destinations/kinds",
                        "/api/v1/destinations/{id}/confirmation",
                        "/api/v1/destinations/{id}/rotate",
                        "/api/v1/destinations/{id}/test",
                        "/api/v1/destinations/{id}/deliveries",
                        "/api/v1/confirmations/find",
                        "/api/v1/confirmations/accept",
                        "/api/v1/subscriptions/find",
                        "/api/v1/subscriptions/end",
                        "/api/v1/recipients/search",
                        "/api/v1/recipients/erase",
                        "/api/v1/recipients/export",
                        "/api/v1/recipients/exports",
                        "/api/v1/recipients/exports/{id}",
                        "/api/v1/jobs",
                        "/api/v1/jobs/{id}",
                        "/api/v1/jobs/{id}/cancel",
                        "/api/v1/metrics/timeseries",
                        "/api/v1/metrics/summary",
                        "/api/v1/stream",
                        "/api/v1/audit")
                .allMatch(path -> path.startsWith("/api/v1/"));
    }

    @Test
    void everyCallHasATitleAndListsTakeTheirPage() {
        JsonNode paths = Api.at(port).get("/api/openapi.json").json().path("paths");

        paths.forEach(path ->
                path.forEach(call ->
                        assertThat(call.path("summary").asString())
                                .as("%s", call.path("operationId"))
                                .isNotBlank()));
        assertThat(paths.path("/api/v1/webhooks").path("get").path("parameters"))
                .extracting(parameter -> parameter.path("name").asString())
                .containsExactlyInAnyOrder(
                        "source", "from", "to", "verification", "q", "limit", "cursor");
    }
}
