package dev.spillway.load.stand;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A service's own metrics, read over its management port. */
public final class Meters {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient client = HttpClient.newHttpClient();
    private final int managementPort;

    public Meters(int managementPort) {
        this.managementPort = managementPort;
    }

    /**
     * A meter's value, summed over its tags; 0 if it does not exist yet.
     *
     * @param statistic such as {@code COUNT} or {@code TOTAL}
     */
    public double value(String meter, String statistic) throws IOException, InterruptedException {
        URI page =
                URI.create(
                        "http://127.0.0.1:%d/actuator/metrics/%s".formatted(managementPort, meter));
        HttpResponse<String> response =
                client.send(
                        HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() == 404) {
            return 0;
        }
        for (JsonNode measurement : JSON.readTree(response.body()).at("/measurements")) {
            if (measurement.at("/statistic").asString().equals(statistic)) {
                return measurement.at("/value").asDouble();
            }
        }
        return 0;
    }
}
