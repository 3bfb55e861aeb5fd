package dev.spillway.worker.dispatch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A tenant's own server, on this machine: keeps what it gets and answers as it is told. */
final class Receiver implements AutoCloseable {

    private static final String PASSWORD = "of-a-test";

    private final HttpServer server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Answer answer = exchange -> exchange.sendResponseHeaders(204, -1);

    /** How to answer. */
    interface Answer {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    /** What came. */
    record Request(String path, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return HttpHeaders.of(headers, (_, _) -> true).firstValue(name).orElse("");
        }
    }

    Receiver() throws IOException {
        this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    /** One whose certificate says what it should, and nobody vouches for it. */
    static Receiver selfSigned(Path folder) throws Exception {
        HttpsServer server =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls(folder.resolve("self.p12"))));
        return new Receiver(server);
    }

    private static SSLContext tls(Path store) throws Exception {
        String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process made =
                new ProcessBuilder(
                                List.of(
                                        keytool,
                                        "-genkeypair",
                                        "-alias",
                                        "self",
                                        "-keyalg",
                                        "EC",
                                        "-dname",
                                        "CN=127.0.0.1",
                                        "-ext",
                                        "SAN=ip:127.0.0.1",
                                        "-storetype",
                                        "PKCS12",
                                        "-storepass",
                                        PASSWORD,
                                        "-keystore",
                                        store.toString()))
                        .inheritIO()
                        .start();
        if (made.waitFor() != 0) {
            throw new IllegalStateException("keytool made no certificate");
        }
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        KeyManagerFactory managers =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        return tls;
    }

    private Receiver(HttpServer server) {
        this.server = server;
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.add(
                new Request(
                        exchange.getRequestURI().toString(),
                        Map.copyOf(exchange.getRequestHeaders()),
                        new String(
                                exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        try (exchange) {
            answer.to(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void answers(int status) {
        answer = exchange -> exchange.sendResponseHeaders(status, -1);
    }

    void redirectsTo(String url) {
        answer =
                exchange -> {
                    exchange.getResponseHeaders().add("Location", url);
                    exchange.sendResponseHeaders(302, -1);
                };
    }

    /** Says nothing until it is closed. */
    void hangs() {
        answer = _ -> closing.await();
    }

    /** Answers well and never stops talking. */
    void talksOn() {
        answer =
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    try (OutputStream body = exchange.getResponseBody()) {
                        while (closing.getCount() > 0) {
                            body.write(new byte[8_192]);
                        }
                    }
                };
    }

    List<Request> requests() {
        return requests;
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
