package dev.spillway.ingestion.certificate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is answered, a sender waits for it: nothing but a certificate, and soon, is of use. */
class CertificateFetcherTest {

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CertificateFetcher fetcher = new CertificateFetcher();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer host;
    private volatile boolean hungUp;

    @BeforeEach
    void start() throws IOException {
        host = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        host.setExecutor(threads);
        host.createContext("/", this::answer);
        host.start();
    }

    @AfterEach
    void stop() {
        host.stop(0);
        threads.shutdownNow();
        fetcher.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(path);
        switch (path) {
            case "/certificate" -> answer(exchange, 200, Pem.CERTIFICATE);
            case "/moved" -> {
                exchange.getResponseHeaders().add("Location", "/certificate");
                answer(exchange, 302, "");
            }
            case "/gone" -> answer(exchange, 404, Pem.CERTIFICATE);
            case "/large" -> answer(exchange, 200, Pem.CERTIFICATE + "x".repeat(20 * 1024));
            case "/other" -> answer(exchange, 200, "<html>not here</html>");
            case "/empty" -> answer(exchange, 200, "");
            default -> trickle(exchange);
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(US_ASCII);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** A line break every 50 ms, which a certificate may begin with. */
    private void trickle(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            while (true) {
                out.write('\n');
                out.flush();
                Thread.sleep(50);
            }
        } catch (IOException e) {
            hungUp = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + host.getAddress().getPort() + path);
    }

    @Test
    void aCertificateIsAskedForOnce() {
        assertThat(fetcher.fetch(at("/certificate"))).isPresent();
        assertThat(asked).containsExactly("/certificate");
    }

    /** A redirect's target is an address that nobody has looked at. */
    @ParameterizedTest
    @ValueSource(strings = {"/moved", "/gone", "/large", "/other", "/empty"})
    void anythingElseIsNoneAndNotAskedForTwice(String path) {
        assertThat(fetcher.fetch(at(path))).isEmpty();
        assertThat(asked).containsExactly(path);
    }

    @Test
    void aHostThatIsNotThereHasNone() {
        URI address = at("/certificate");
        host.stop(0);

        assertThat(fetcher.fetch(address)).isEmpty();
    }

    @Test
    void aBodyThatNeverEndsIsHungUpOnInTime() {
        long start = System.nanoTime();

        assertThat(fetcher.fetch(at("/endless"))).isEmpty();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(2500));
        await().atMost(Duration.ofSeconds(5)).until(() -> hungUp);
    }
}
