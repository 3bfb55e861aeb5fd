package dev.spillway.ingestion.handshake;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for the address that confirms a subscription. Follows no redirect: the kind of handshake has
 * looked at this address and at no other. Thread-safe.
 */
final class SubscriptionConfirmer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SubscriptionConfirmer.class);

    private static final Duration LONGEST = Duration.ofSeconds(3);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LONGEST).followRedirects(Redirect.NEVER).build();

    /** Whether the vendor took it. */
    boolean confirm(URI address) {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(LONGEST).GET().build();
        try {
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            if (status / 100 == 2) {
                return true;
            }
            log.warn("A subscription was not confirmed: {} answered {}", address.getHost(), status);
        } catch (IOException e) {
            log.warn(
                    "A subscription was not confirmed: {} did not answer ({})",
                    address.getHost(),
                    e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    @Override
    public void close() {
        http.close();
    }
}
