package dev.spillway.localcloud;

import com.sun.net.httpserver.HttpServer;
import dev.spillway.localcloud.startup.LoopbackPort;
import dev.spillway.localcloud.startup.StartupException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/** Answers {@code GET /health} with 200 while the cloud works, else with 503. */
final class HealthServer implements AutoCloseable {

    private final HttpServer http;

    private HealthServer(HttpServer http) {
        this.http = http;
    }

    static HealthServer start(int port, BooleanSupplier healthy) {
        if (port != 0) {
            LoopbackPort.requireFree(port, "health endpoint", "--management-port");
        }
        try {
            HttpServer http =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            http.createContext(
                    "/health",
                    exchange -> {
                        boolean up = healthy.getAsBoolean();
                        byte[] body =
                                "{\"status\":\"%s\"}\n"
                                        .formatted(up ? "UP" : "DOWN")
                                        .getBytes(StandardCharsets.UTF_8);
                        exchange.getResponseHeaders().set("Content-Type", "application/json");
                        exchange.sendResponseHeaders(up ? 200 : 503, body.length);
                        try (exchange) {
                            exchange.getResponseBody().write(body);
                        }
                    });
            http.start();
            return new HealthServer(http);
        } catch (IOException e) {
            throw new StartupException("The health endpoint cannot listen on port " + port, e);
        }
    }

    String url() {
        return "http://127.0.0.1:%d/health".formatted(http.getAddress().getPort());
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
