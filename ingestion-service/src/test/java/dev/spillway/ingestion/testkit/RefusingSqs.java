package dev.spillway.ingestion.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Speaks SQS's JSON protocol for {@code SendMessageBatch}, refuses the messages of one tenant, and
 * takes its time: what no emulator can be brought to do.
 */
public final class RefusingSqs implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;
    private volatile UUID refused = new UUID(0, 0);
    private volatile Duration pause = Duration.ZERO;

    private RefusingSqs(HttpServer server) {
        this.server = server;
    }

    public static RefusingSqs start() {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            RefusingSqs sqs = new RefusingSqs(server);
            server.createContext("/", sqs::answer);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return sqs;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String endpoint() {
        return "http://127.0.0.1:" + port();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Answers as ever from now on, and each call so much later. */
    public void slowDown(Duration pause) {
        this.pause = pause;
    }

    public void refuse(UUID tenantId) {
        refused = tenantId;
    }

    private void answer(HttpExchange exchange) throws IOException {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode successful = answer.putArray("Successful");
        ArrayNode failed = answer.putArray("Failed");
        for (JsonNode entry : JSON.readTree(exchange.getRequestBody()).path("Entries")) {
            String id = entry.path("Id").asString();
            if (entry.path("MessageGroupId").asString().equals(refused.toString())) {
                failed.addObject()
                        .put("Id", id)
                        .put("Code", "InternalError")
                        .put("Message", "no")
                        .put("SenderFault", false);
            } else {
                successful
                        .addObject()
                        .put("Id", id)
                        .put("MessageId", "m" + id)
                        .put("MD5OfMessageBody", "unchecked");
            }
        }
        pause();
        byte[] body = JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void pause() {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
