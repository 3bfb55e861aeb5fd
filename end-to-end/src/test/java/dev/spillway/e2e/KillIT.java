package dev.spillway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.e2e.Tenant.SourceRequest;
import dev.spillway.e2e.VendorWebhooks.Request;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * What was acknowledged is there after {@code kill -9} of everything, in the middle of a load:
 * sends are under way that carry webhooks of many, the worker is behind, and senders wait for
 * answers that never come.
 */
class KillIT {

    private static final int SENDERS = 16;
    private static final int ACKNOWLEDGED_BEFORE = 500;

    private final Launcher launcher =
            new Launcher(
                    Path.of("target", "spillway-kill").toAbsolutePath(), Launcher.freePortBase());

    /** What each tenant's senders were told is safe. */
    private final Map<Tenant, Set<String>> acknowledged = new ConcurrentHashMap<>();

    @Test
    void everyAcknowledgedWebhookIsStoredAfterEverythingWasKilled() throws Exception {
        launcher.run("reset", "--yes");
        up();
        Spillway.Copy copy = new Spillway.Copy(launcher, launcher.status());
        List<Tenant> tenants =
                Stream.of("one", "two", "three").map(name -> tenant(copy, name)).toList();

        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < SENDERS; i++) {
                Tenant tenant = tenants.get(i % tenants.size());
                senders.submit(() -> sendUntilNobodyAnswers(tenant));
            }
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> acknowledgedInAll() >= ACKNOWLEDGED_BEFORE);
            assertThat(webhooksPerParcel(copy)).isGreaterThan(1.5);
            Everything.kill(launcher);
        }

        up();
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> tenants.forEach(this::assertEverythingIsStored));
    }

    private void up() throws Exception {
        Launcher.Result up = launcher.run("up", "--detach", "--no-demo");
        assertThat(up.exitCode()).as(up.output()).isZero();
    }

    private Tenant tenant(Spillway.Copy copy, String name) {
        Tenant tenant =
                Tenant.onboard(
                        copy,
                        "killed-" + name,
                        List.of(
                                new SourceRequest(
                                        "Standard",
                                        "standard-webhooks",
                                        "enforce",
                                        Map.of("secret", VendorWebhooks.STANDARD_SECRET))));
        acknowledged.put(tenant, ConcurrentHashMap.newKeySet());
        return tenant;
    }

    /** Only what was answered 200 counts. Ends with the first request that nobody answers. */
    private Void sendUntilNobodyAnswers(Tenant tenant) throws Exception {
        while (true) {
            Request request = VendorWebhooks.standard("msg_" + UUID.randomUUID(), "{\"a\":1}");
            HttpResponse<byte[]> response =
                    Http.post(
                            tenant.ingestUrls().get("Standard"), request.headers(), request.body());
            if (response.statusCode() == 200) {
                acknowledged.get(tenant).add(Http.json(response).at("/id").asString());
            }
        }
    }

    private int acknowledgedInAll() {
        return acknowledged.values().stream().mapToInt(Set::size).sum();
    }

    /** Else it would be the quiet case: one webhook to a send. */
    private static double webhooksPerParcel(Spillway.Copy copy) {
        JsonNode door =
                copy.status()
                        .at("/services")
                        .valueStream()
                        .filter(service ->
                                service.at("/name").asString().equals("ingestion-service"))
                        .findFirst()
                        .orElseThrow();
        String meter =
                "http://127.0.0.1:%d/actuator/metrics/spillway.door.parcel.webhooks"
                        .formatted(door.at("/managementPort").asInt());
        JsonNode found = Http.json(Http.get(meter, Map.of())).at("/measurements");
        return measured(found, "TOTAL") / measured(found, "COUNT");
    }

    private static double measured(JsonNode measurements, String statistic) {
        return measurements
                .valueStream()
                .filter(each -> each.at("/statistic").asString().equals(statistic))
                .findFirst()
                .orElseThrow()
                .at("/value")
                .asDouble();
    }

    private void assertEverythingIsStored(Tenant tenant) {
        assertThat(acknowledged.get(tenant)).isNotEmpty();
        Set<String> stored = stored(tenant);
        assertThat(stored).containsAll(acknowledged.get(tenant));
        assertThatLedgerBalances(tenant, stored.size());
    }

    /** What was counted before everything was killed, and what came again afterwards. */
    private static void assertThatLedgerBalances(Tenant tenant, int stored) {
        JsonNode summary = tenant.read("/metrics/summary");
        assertThat(summary.at("/stored").asInt()).isEqualTo(stored);
        assertThat(summary.at("/deadLetters").asInt()).isZero();
        assertThat(summary.at("/accepted").asInt())
                .isEqualTo(stored + summary.at("/duplicates").asInt());
    }

    private static Set<String> stored(Tenant tenant) {
        Set<String> ids = new HashSet<>();
        String cursor = "";
        while (true) {
            JsonNode page = tenant.read("/webhooks?limit=500" + cursor);
            page.at("/items").forEach(webhook -> ids.add(webhook.at("/id").asString()));
            if (page.at("/next").isNull()) {
                return ids;
            }
            cursor =
                    "&cursor="
                            + URLEncoder.encode(
                                    page.at("/next").asString(), StandardCharsets.UTF_8);
        }
    }

    @AfterEach
    void stop() throws Exception {
        launcher.run("down");
    }
}
