package dev.spillway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.e2e.Tenant.SourceRequest;
import dev.spillway.e2e.VendorWebhooks.Request;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was acknowledged is there after {@code kill -9} of everything. */
class KillIT {

    private static final int WEBHOOKS = 200;

    private final Launcher launcher =
            new Launcher(
                    Path.of("target", "spillway-kill").toAbsolutePath(), Launcher.freePortBase());

    @Test
    void everyAcknowledgedWebhookIsStoredAfterEverythingWasKilled() throws Exception {
        launcher.run("reset", "--yes");
        Launcher.Result up = launcher.run("up", "--detach", "--no-demo");
        assertThat(up.exitCode()).as(up.output()).isZero();
        Tenant tenant =
                Tenant.onboard(
                        new Spillway.Copy(launcher, launcher.status()),
                        "killed",
                        List.of(
                                new SourceRequest(
                                        "Standard",
                                        "standard-webhooks",
                                        "enforce",
                                        Map.of("secret", VendorWebhooks.STANDARD_SECRET))));
        List<String> acknowledged = send(tenant);

        Everything.kill(launcher);

        Launcher.Result again = launcher.run("up", "--detach", "--no-demo");
        assertThat(again.exitCode()).as(again.output()).isZero();
        assertThat(acknowledged).isNotEmpty();
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() ->
                        assertThat(stored(tenant))
                                .containsExactlyInAnyOrderElementsOf(acknowledged));
    }

    /** Sends until the worker is behind for certain; only what was answered 200 counts. */
    private static List<String> send(Tenant tenant) throws Exception {
        List<String> acknowledged = new ArrayList<>();
        for (int i = 0; i < WEBHOOKS; i++) {
            Request request =
                    VendorWebhooks.standard("msg_" + i, "{\"type\":\"ping\",\"number\":" + i + "}");
            HttpResponse<byte[]> response =
                    Http.post(
                            tenant.ingestUrls().get("Standard"), request.headers(), request.body());
            if (response.statusCode() == 200) {
                acknowledged.add(Http.json(response).at("/id").asString());
            }
        }
        return acknowledged;
    }

    private static List<String> stored(Tenant tenant) {
        List<String> ids = new ArrayList<>();
        tenant.read("/webhooks?limit=500")
                .at("/items")
                .forEach(webhook -> ids.add(webhook.at("/id").asString()));
        return ids;
    }

    @AfterEach
    void stop() throws Exception {
        launcher.run("down");
    }
}
