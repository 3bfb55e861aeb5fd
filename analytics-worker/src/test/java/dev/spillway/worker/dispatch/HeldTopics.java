package dev.spillway.worker.dispatch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** Hands calls on to SNS, which acts on them; the worker hears of it when this lets it. */
final class HeldTopics implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI sns;
    private final HttpServer server;
    private final CountDownLatch acted = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    HeldTopics(URI sns) throws IOException {
        this.sns = sns;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            HttpResponse<byte[]> answer =
                    client.send(
                            HttpRequest.newBuilder(sns)
                                    .header(
                                            "Content-Type",
                                            exchange.getRequestHeaders().getFirst("Content-Type"))
                                    .POST(
                                            HttpRequest.BodyPublishers.ofByteArray(
                                                    exchange.getRequestBody().readAllBytes()))
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            acted.countDown();
            released.await();
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether SNS has done what it was asked for. */
    boolean hasActed() {
        return acted.getCount() == 0;
    }

    void release() {
        released.countDown();
    }

    @Override
    public void close() {
        release();
        server.stop(0);
    }
}
