package dev.spillway.ingestion.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However many requests come and whatever they name, few certificates are asked for. */
class CertificateCacheTest {

    private static final URI ADDRESS = URI.create("https://sns.eu-west-1.amazonaws.com/a.pem");

    private static final UUID ACME = new UUID(1, 1);
    private static final UUID BETA = new UUID(2, 2);

    private final AtomicInteger asked = new AtomicInteger();
    private X509Certificate certificate;
    private Instant now;

    @BeforeEach
    void read() throws Exception {
        certificate =
                (X509Certificate)
                        CertificateFactory.getInstance("X.509")
                                .generateCertificate(
                                        new ByteArrayInputStream(
                                                Pem.CERTIFICATE.getBytes(
                                                        StandardCharsets.US_ASCII)));
        now = certificate.getNotBefore().toInstant().plus(Duration.ofDays(1));
    }

    @Test
    void asksOnceForWhatItKeeps() {
        CertificateCache cache = cache(true);

        assertThat(cache.of(ACME).find(ADDRESS)).contains(certificate.getPublicKey());
        assertThat(cache.of(ACME).find(ADDRESS)).contains(certificate.getPublicKey());
        assertThat(asked).hasValue(1);
    }

    @Test
    void doesNotBelieveACertificateBeforeOrAfterItsTime() {
        CertificateCache cache = cache(true);
        Instant end = certificate.getNotAfter().toInstant();

        now = certificate.getNotBefore().toInstant().minusSeconds(1);
        assertThat(cache.of(ACME).find(ADDRESS)).isEmpty();
        now = end;
        assertThat(cache.of(ACME).find(ADDRESS)).isPresent();
        now = end.plusSeconds(1);
        assertThat(cache.of(ACME).find(ADDRESS)).isEmpty();
    }

    @Test
    void asksAgainSomeTimeAfterAFailureAndNotAtOnce() {
        CertificateCache cache = cache(false);

        assertThat(cache.of(ACME).find(ADDRESS)).isEmpty();
        assertThat(cache.of(BETA).find(ADDRESS)).isEmpty();
        assertThat(asked).hasValue(1);

        now = now.plusSeconds(10);
        assertThat(cache.of(BETA).find(ADDRESS)).isEmpty();
        assertThat(asked).hasValue(2);
    }

    @Test
    void howeverManyTenantsFewAreAskedForInAll() {
        CertificateCache cache = cache(false);

        for (int tenant = 0; tenant < 1000; tenant++) {
            cache.of(new UUID(3, tenant)).find(madeUp(tenant));
        }

        assertThat(asked).hasValue(FetchBudget.MOST);
    }

    /**
     * A sender can make up names without end; what is kept goes on meanwhile, and so do the other
     * tenants' first requests.
     */
    @Test
    void whoMakesUpNamesTakesCertificatesFromNobodyElse() {
        CertificateCache cache = cache(true);
        cache.of(ACME).find(ADDRESS);

        for (int i = 0; i < 1000; i++) {
            cache.of(ACME).find(madeUp(i));
        }

        assertThat(asked).hasValue(FetchBudget.MOST_OF_A_TENANT);
        assertThat(cache.of(ACME).find(ADDRESS)).isPresent();
        assertThat(cache.of(BETA).find(URI.create(ADDRESS + "?betas"))).isPresent();
        now = now.plus(Duration.ofMinutes(2));
        assertThat(cache.of(ACME).find(URI.create(ADDRESS + "?new"))).isPresent();
        assertThat(asked).hasValue(FetchBudget.MOST_OF_A_TENANT + 2);
    }

    private static URI madeUp(int number) {
        return URI.create(ADDRESS + "?" + number);
    }

    @Test
    void asksOnceForManyWhoWait() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(1);
        CertificateCache cache =
                new CertificateCache(
                        _ -> {
                            asked.incrementAndGet();
                            waiting.countDown();
                            await(answer);
                            return Optional.of(certificate);
                        },
                        () -> now);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> found = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                found.add(
                        threads.submit(() -> assertThat(cache.of(ACME).find(ADDRESS)).isPresent()));
            }
            waiting.await();
            answer.countDown();
            for (Future<?> each : found) {
                each.get();
            }
        }
        assertThat(asked).hasValue(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private CertificateCache cache(boolean available) {
        return new CertificateCache(
                _ -> {
                    asked.incrementAndGet();
                    return available ? Optional.of(certificate) : Optional.empty();
                },
                () -> now);
    }
}
