package dev.spillway.ingestion.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class SubscriptionConfirmerTest {

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final SubscriptionConfirmer confirmer = new SubscriptionConfirmer();
    private HttpServer vendor;

    @BeforeEach
    void start() throws IOException {
        vendor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        vendor.createContext(
                "/",
                exchange -> {
                    String path = exchange.getRequestURI().getPath();
                    asked.add(exchange.getRequestMethod() + " " + path);
                    exchange.getResponseHeaders().add("Location", "/elsewhere");
                    exchange.sendResponseHeaders(Integer.parseInt(path.substring(1)), -1);
                    exchange.close();
                });
        vendor.start();
    }

    @AfterEach
    void stop() {
        vendor.stop(0);
        confirmer.close();
    }

    private URI answering(int status) {
        return URI.create(
                "http://127.0.0.1:%d/%d?Token=t0ken"
                        .formatted(vendor.getAddress().getPort(), status));
    }

    @Test
    void theAddressIsAskedForOnce() {
        assertThat(confirmer.confirm(answering(200))).isTrue();
        assertThat(asked).containsExactly("GET /200");
    }

    /** The kind of handshake has looked at this address, and at no other. */
    @Test
    void aRedirectIsNotFollowed() {
        assertThat(confirmer.confirm(answering(302))).isFalse();
        assertThat(asked).containsExactly("GET /302");
    }

    @Test
    void whatFailsIsSaidWithoutTheToken(CapturedOutput output) {
        URI gone = answering(200);
        assertThat(confirmer.confirm(answering(500))).isFalse();
        vendor.stop(0);

        assertThat(confirmer.confirm(gone)).isFalse();
        assertThat(output).contains("was not confirmed").doesNotContain("t0ken");
    }
}
