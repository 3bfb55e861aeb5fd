package dev.spillway.load.stand;

import dev.spillway.launcher.process.Services;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A tenant's way into the dashboard API. Thread-safe. */
public final class ApiKey {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient client;
    private final String url;
    private final String key;
    private final AtomicInteger unavailable = new AtomicInteger();

    private ApiKey(HttpClient client, String url, String key) {
        this.client = client;
        this.url = url;
        this.key = key;
    }

    /** Accepts the admin's invitation, logs in as he would and makes a key that may read. */
    public static ApiKey of(Tenant tenant, Stand stand) throws IOException, InterruptedException {
        String url = Services.url(stand.ports().app()) + "/api/v1";
        String password = UUID.randomUUID().toString();
        HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        ApiKey nobody = new ApiKey(client, url, "");
        nobody.post(
                "/invitations/accept",
                Map.of(),
                Map.of("token", tenant.invitation(), "name", "Bench", "password", password));
        HttpResponse<String> login =
                nobody.post(
                        "/session",
                        Map.of(),
                        Map.of("email", tenant.email(), "password", password));
        String cookie = login.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        String csrf = json(login).at("/csrfToken").asString();
        HttpResponse<String> made =
                nobody.post(
                        "/api-keys",
                        Map.of("Cookie", cookie, "X-CSRF-TOKEN", csrf),
                        Map.of("name", "Bench", "scopes", List.of("read")));
        return new ApiKey(client, url, json(made).at("/key").asString());
    }

    private HttpResponse<String> post(String path, Map<String, String> headers, Object body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        headers.forEach(request::header);
        HttpResponse<String> response =
                client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(path + " answered " + response.statusCode());
        }
        return response;
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    /**
     * Whether the API shows a webhook: itself, or the one that it repeats. An API that has no
     * answer just now (503) shows nothing.
     */
    public boolean shows(UUID webhook) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + "/webhooks/" + webhook))
                        .timeout(PATIENCE)
                        .header("Authorization", "Bearer " + key)
                        .build();
        int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        return switch (status) {
            case 200, 303 -> true;
            case 404 -> false;
            case 503 -> {
                unavailable.incrementAndGet();
                yield false;
            }
            default -> throw new IOException("the dashboard API answered " + status);
        };
    }

    /** How often there was no answer. */
    public int unavailable() {
        return unavailable.get();
    }
}
