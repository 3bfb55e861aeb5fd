package dev.spillway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What a newcomer sees: one command, beside another copy that runs already. */
@ExtendWith(Spillway.class)
class DemoIT {

    private final Launcher launcher =
            new Launcher(
                    Path.of("target", "spillway-demo").toAbsolutePath(), Launcher.freePortBase());

    @Test
    void theDemoTenantReceivesSignedWebhooksOfSeveralVendors(Spillway.Copy other) throws Exception {
        launcher.run("reset", "--yes");

        Launcher.Result up = launcher.run("up", "--detach");

        assertThat(up.exitCode()).as(up.output()).isZero();
        JsonNode status = launcher.status();
        String app = status.at("/urls/app").asString();
        String ingestion = status.at("/urls/ingestion").asString();
        assertThat(up.output())
                .contains(
                        "Dashboard   " + app,
                        "log in as " + status.at("/demo/email").asString(),
                        status.at("/demo/password").asString(),
                        status.at("/urls/ops").asString() + "/ops/v1",
                        "Authorization: Bearer " + status.at("/ops/token").asString(),
                        "curl -i " + ingestion + "/in/");
        Map<String, String> key =
                Map.of("Authorization", "Bearer " + status.at("/demo/apiKey").asString());
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() ->
                        assertThat(verifiedProviders(app, key))
                                .containsExactlyInAnyOrder(
                                        "sendgrid", "stripe", "resend", "shopify"));
        assertThat(other.launcher().status().at("/state").asString()).isEqualTo("up");
    }

    private static Set<String> verifiedProviders(String app, Map<String, String> key) {
        JsonNode page =
                Http.json(Http.get(app + "/api/v1/webhooks?limit=100&verification=verified", key));
        return StreamSupport.stream(page.at("/items").spliterator(), false)
                .map(webhook -> webhook.at("/provider").asString())
                .collect(Collectors.toSet());
    }

    @AfterEach
    void stop() throws Exception {
        launcher.run("down");
    }
}
