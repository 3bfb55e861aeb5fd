package dev.spillway.load.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.spillway.load.traffic.SignedWebhooks.Target;
import dev.spillway.platform.provider.Preset;
import dev.spillway.platform.provider.PresetCatalogue;
import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.RequestHeaders;
import dev.spillway.platform.signature.SignedRequest;
import dev.spillway.platform.signature.Verdict;
import dev.spillway.platform.signature.Verifier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a web server that verifies what it is sent. */
class TrafficTest {

    private static final Preset STRIPE = PresetCatalogue.standard().find("stripe").orElseThrow();
    private static final Credentials SECRET =
            Credentials.of(Map.of("secret", "whsec_0123456789abcdef"));

    private final Verifier verifier = STRIPE.bind(SECRET, Map.of());
    private final AtomicInteger verified = new AtomicInteger();
    private final AtomicInteger others = new AtomicInteger();
    private volatile int status = 200;
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/in/key",
                exchange -> {
                    byte[] body = exchange.getRequestBody().readAllBytes();
                    SignedRequest request =
                            new SignedRequest(
                                    "POST",
                                    "",
                                    RequestHeaders.of(exchange.getRequestHeaders()),
                                    body);
                    boolean genuine =
                            verifier.verify(request, Instant.now()).equals(Verdict.VERIFIED);
                    (genuine && body.length == 800 ? verified : others).incrementAndGet();
                    exchange.sendResponseHeaders(status, 2);
                    exchange.getResponseBody().write(new byte[] {'o', 'k'});
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void whatIsCountedAsAcceptedArrivedSignedAndOfTheWantedSize() throws IOException {
        Tally tally = run(Pace.closed());

        assertThat(tally.accepted()).isPositive().isEqualTo(verified.get());
        assertThat(tally.failed()).isZero();
        assertThat(others).hasValue(0);
    }

    @Test
    void theOpenModelSendsNoMoreThanIsDue() throws IOException {
        Tally tally = run(Pace.open(100));

        assertThat(tally.accepted()).isBetween(1L, 101L);
    }

    @Test
    void anythingButA200HasFailed() throws IOException {
        status = 503;

        Tally tally = run(Pace.open(100));

        assertThat(tally.accepted()).isZero();
        assertThat(tally.failed()).isPositive();
    }

    private Tally run(Pace pace) throws IOException {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/in/key");
        Target target = new Target(url, STRIPE.signer(SECRET, Map.of()));
        try (Traffic traffic = new Traffic(server.getAddress(), 4)) {
            return traffic.run(
                    new SignedWebhooks(List.of(target), 800), pace, Duration.ofSeconds(1));
        }
    }
}
