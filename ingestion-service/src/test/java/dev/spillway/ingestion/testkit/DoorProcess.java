package dev.spillway.ingestion.testkit;

import dev.spillway.localcloud.junit.TestCloud;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The service's jar in a process of its own, which a signal ends as on any machine. */
public final class DoorProcess implements Door, AutoCloseable {

    /** Made by the phase before the integration tests. */
    private static final String JAR = "target/ingestion-service.jar";

    private final Process process;
    private final Path log;
    private final int port;
    private final int managementPort;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private DoorProcess(Process process, Path log, int port, int managementPort) {
        this.process = process;
        this.log = log;
        this.port = port;
        this.managementPort = managementPort;
    }

    /** Starts and waits until it is ready. */
    public static DoorProcess start(
            TestCloud cloud, TestSchema schema, Map<String, String> overrides) throws IOException {
        int port = freePort();
        int managementPort = freePort();
        Map<String, String> properties = new HashMap<>(overrides);
        properties.put("server.port", String.valueOf(port));
        properties.put("management.server.port", String.valueOf(managementPort));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-jar", JAR));
        command.addAll(RunningDoor.arguments(cloud, schema, properties));
        Path log = Files.createTempFile("door", ".log");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        DoorProcess door = new DoorProcess(process, log, port, managementPort);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(door::isReadyOrDead);
        if (!process.isAlive()) {
            throw new IllegalStateException("The door ended: " + Files.readString(log));
        }
        return door;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isReadyOrDead() {
        return isReady() || !process.isAlive();
    }

    @Override
    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    @Override
    public boolean isReady() {
        URI readiness =
                URI.create(
                        "http://127.0.0.1:%d/actuator/health/readiness".formatted(managementPort));
        try {
            return http.send(HttpRequest.newBuilder(readiness).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYetOrNoMore) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** SIGTERM; returns the exit code once it has stopped. */
    public int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The door does not stop, see " + log);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        http.close();
    }
}
