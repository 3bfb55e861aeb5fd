package dev.spillway.ingestion.testkit;

import dev.spillway.ingestion.IngestionServiceApplication;
import dev.spillway.ingestion.directory.SourceDirectory;
import dev.spillway.localcloud.junit.TestCloud;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service on ports of its own, as a sender and an operator see it. */
public final class RunningDoor implements Door, AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final int port;
    private final int managementPort;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();

    private RunningDoor(ConfigurableApplicationContext context) {
        this.context = context;
        this.port = port(context, "local.server.port");
        this.managementPort = port(context, "local.management.port");
    }

    /** Starts and waits until it is ready. */
    public static RunningDoor start(TestCloud cloud, TestSchema schema) {
        return start(cloud, schema, Map.of());
    }

    /**
     * @param overrides win over what cloud and schema say
     */
    public static RunningDoor start(
            TestCloud cloud, TestSchema schema, Map<String, String> overrides) {
        RunningDoor door = startUnready(cloud, schema, overrides);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(door::isReady);
        return door;
    }

    public static RunningDoor startUnready(
            TestCloud cloud, TestSchema schema, Map<String, String> overrides) {
        return new RunningDoor(
                new SpringApplicationBuilder(IngestionServiceApplication.class)
                        .run(arguments(cloud, schema, overrides).toArray(String[]::new)));
    }

    /** What the service is started with, as a command line says it. */
    static List<String> arguments(
            TestCloud cloud, TestSchema schema, Map<String, String> overrides) {
        Map<String, String> properties = new LinkedHashMap<>(cloud.properties());
        properties.putAll(schema.properties());
        properties.put("server.port", "0");
        properties.put("management.server.port", "0");
        properties.put("spillway.ingest.drain-delay", "0s");
        properties.putAll(overrides);
        return properties.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toList();
    }

    private static int port(ConfigurableApplicationContext context, String property) {
        return context.getEnvironment().getRequiredProperty(property, Integer.class);
    }

    @Override
    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    public <T> Collection<T> beans(Class<T> type) {
        return context.getBeansOfType(type).values();
    }

    public HttpResponse<String> post(Endpoint source, byte[] body, Map<String, String> headers) {
        return post(source.path(), body, headers);
    }

    public HttpResponse<String> post(String path, byte[] body, Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return send(request);
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(
                    request.timeout(Duration.ofSeconds(20)).build(),
                    BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the door knows a source, which takes a poll. */
    public void awaitSource(Endpoint source) {
        SourceDirectory directory = context.getBean(SourceDirectory.class);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .until(() -> directory.find(source.ingestKey()).isPresent());
    }

    /** A connection on which a test says what no HTTP client would. */
    public Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** An actuator endpoint's answer. */
    public HttpResponse<String> actuator(String path) {
        return send(
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + managementPort + "/actuator" + path)));
    }

    @Override
    public boolean isReady() {
        return actuator("/health/readiness").statusCode() == 200;
    }

    /** The value of a meter, as the metrics endpoint tells it; 0 when nothing was counted yet. */
    public double metric(String name, String... tags) {
        String query = tags.length == 0 ? "" : "?tag=" + String.join("&tag=", tags);
        HttpResponse<String> response = actuator("/metrics/" + name + query);
        if (response.statusCode() == 404) {
            return 0;
        }
        JsonNode value = json(response).path("measurements").path(0).path("value");
        return value.isNumber() ? value.asDouble() : Double.NaN;
    }

    public static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    /** The id in an acknowledgement. */
    public static UUID webhookId(HttpResponse<String> response) {
        return UUID.fromString(response.headers().firstValue("Spillway-Webhook-Id").orElseThrow());
    }

    /** Whether new connections are still taken. */
    public boolean accepts() {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** As SIGTERM does; returns when it has stopped. */
    public void stop() {
        context.close();
    }

    @Override
    public void close() {
        stop();
        http.close();
    }
}
