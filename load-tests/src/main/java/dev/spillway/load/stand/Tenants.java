package dev.spillway.load.stand;

import dev.spillway.launcher.home.LauncherException;
import dev.spillway.launcher.process.Services;
import dev.spillway.load.traffic.SignedWebhooks.Target;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Onboards tenants over the ops API, each with one source that enforces signatures. */
public final class Tenants {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.shared();

    /** As many as the provisioner's small pool serves at once. */
    private static final int AT_ONCE = 4;

    private final String url;
    private final String token;
    private final Vendor vendor;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /** Against the provisioner of that instance. */
    public Tenants(Stand stand, Vendor vendor) {
        this.url = Services.url(stand.ports().ops()) + "/ops/v1/tenants";
        this.token = stand.opsToken();
        this.vendor = vendor;
    }

    /** New tenants, their sources ready to be signed for. */
    public List<Tenant> onboard(int count) throws InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Tenant>> started = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                started.add(threads.submit(this::onboardOne));
            }
            List<Tenant> tenants = new ArrayList<>();
            for (Future<Tenant> each : started) {
                tenants.add(each.get());
            }
            return tenants;
        } catch (ExecutionException e) {
            throw new LauncherException("A tenant could not be onboarded: " + e.getCause(), e);
        }
    }

    private Tenant onboardOne() throws IOException, InterruptedException {
        String name = "bench-" + UUID.randomUUID();
        Vendor.Account account = vendor.open();
        JsonNode answer = post(name, body(name, account));
        return new Tenant(
                UUID.fromString(answer.at("/tenant/id").asString()),
                UUID.fromString(answer.at("/sources/0/id").asString()),
                email(name),
                answer.at("/invitation/token").asString(),
                new Target(
                        URI.create(answer.at("/sources/0/ingestUrl").asString()),
                        account.signer()));
    }

    private static String email(String name) {
        return name + "@bench.example";
    }

    private Map<String, Object> body(String name, Vendor.Account account) {
        return Map.of(
                "name",
                name,
                "slug",
                name,
                "plan",
                "scale",
                "admin",
                Map.of("email", email(name), "name", "Bench"),
                "sources",
                List.of(
                        Map.of(
                                "name",
                                "Bench",
                                "provider",
                                vendor.provider(),
                                "mode",
                                "enforce",
                                "credentials",
                                account.credentials())));
    }

    private JsonNode post(String key, Object body) throws IOException, InterruptedException {
        HttpResponse<String> response =
                client.send(
                        HttpRequest.newBuilder(URI.create(url))
                                .timeout(PATIENCE)
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/json")
                                .header("Idempotency-Key", key)
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                JSON.writeValueAsString(body)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 201) {
            throw new IOException(
                    "the ops API answered " + response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }
}
