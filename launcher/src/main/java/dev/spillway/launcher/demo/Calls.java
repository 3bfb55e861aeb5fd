package dev.spillway.launcher.demo;

import dev.spillway.launcher.home.LauncherException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON calls to Spillway's own APIs. */
final class Calls {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /** A JSON answer with its headers. */
    record Answer(JsonNode body, HttpResponse<String> response) {}

    /**
     * Posts JSON and expects to be answered 2xx.
     *
     * @throws LauncherException with the problem's code otherwise
     */
    Answer post(String url, Map<String, String> headers, Object body) throws InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        headers.forEach(request::header);
        try {
            HttpResponse<String> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new LauncherException(
                        "%s answered %d: %s"
                                .formatted(
                                        URI.create(url).getPath(),
                                        response.statusCode(),
                                        response.body()));
            }
            return new Answer(JSON.readTree(response.body()), response);
        } catch (IOException e) {
            throw new LauncherException(url + " cannot be reached: " + e.getMessage(), e);
        }
    }
}
