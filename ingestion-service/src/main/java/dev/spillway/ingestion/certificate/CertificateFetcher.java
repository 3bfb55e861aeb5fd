package dev.spillway.ingestion.certificate;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for certificates. TLS says that the answer is the host's, so the chain above a certificate
 * adds nothing. A sender waits meanwhile: the deadlines are short, redirects are not followed, and
 * little is read. Thread-safe.
 */
class CertificateFetcher implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(CertificateFetcher.class);
    private static final Duration LONGEST = Duration.ofSeconds(2);

    /** Amazon's have two thousand bytes. */
    private static final int LARGEST = 16 * 1024;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LONGEST).followRedirects(Redirect.NEVER).build();

    /** Empty when none could be had. */
    Optional<X509Certificate> fetch(URI address) {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(LONGEST).GET().build();
        CompletableFuture<HttpResponse<byte[]>> asked =
                http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST));
        try {
            HttpResponse<byte[]> response = asked.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() == 200) {
                return Optional.of(certificate(response.body()));
            }
            log.warn("No certificate: {} answered {}", address, response.statusCode());
        } catch (ExecutionException | TimeoutException | CertificateException e) {
            log.warn("No certificate from {}: {}", address, e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // The request's own timeout ends with the headers: a body may trickle for ever.
            asked.cancel(true);
        }
        return Optional.empty();
    }

    private static X509Certificate certificate(byte[] pem) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(pem));
    }

    @Override
    public void close() {
        http.close();
    }
}
