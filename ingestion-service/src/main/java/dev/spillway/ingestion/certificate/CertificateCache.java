package dev.spillway.ingestion.certificate;

import dev.spillway.platform.signature.CertificateSource;
import java.net.URI;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Keeps certificates while they are valid. Many requests for one ask once, and however many names a
 * sender makes up, few are asked for: beyond that a certificate that is not kept cannot be had for
 * a while, and those that are kept go on. Thread-safe.
 */
final class CertificateCache implements CertificateSource {

    /** A region has one or two at a time. */
    private static final int MOST_KEPT = 64;

    private static final int MOST_ASKED = 30;
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final Function<URI, Optional<X509Certificate>> fetch;
    private final InstantSource clock;
    private final Map<URI, X509Certificate> kept = new LinkedHashMap<>();
    private final Map<URI, CompletableFuture<Optional<X509Certificate>>> underWay =
            new ConcurrentHashMap<>();
    private Instant periodEnd = Instant.MIN;
    private int asked;

    CertificateCache(CertificateFetcher fetcher, InstantSource clock) {
        this(fetcher::fetch, clock);
    }

    CertificateCache(Function<URI, Optional<X509Certificate>> fetch, InstantSource clock) {
        this.fetch = fetch;
        this.clock = clock;
    }

    @Override
    public Optional<PublicKey> find(URI address) {
        return keptOf(address).or(() -> askOnce(address)).map(X509Certificate::getPublicKey);
    }

    private Optional<X509Certificate> keptOf(URI address) {
        synchronized (kept) {
            return Optional.ofNullable(kept.get(address)).filter(this::isValid);
        }
    }

    private boolean isValid(X509Certificate certificate) {
        Instant now = clock.instant();
        return !now.isBefore(certificate.getNotBefore().toInstant())
                && !now.isAfter(certificate.getNotAfter().toInstant());
    }

    private Optional<X509Certificate> askOnce(URI address) {
        CompletableFuture<Optional<X509Certificate>> mine = new CompletableFuture<>();
        CompletableFuture<Optional<X509Certificate>> theirs = underWay.putIfAbsent(address, mine);
        if (theirs != null) {
            return theirs.join();
        }
        try {
            // Whoever asked before may have been answered since this one looked.
            mine.complete(keptOf(address).or(() -> ask(address)));
            return mine.join();
        } finally {
            mine.complete(Optional.empty());
            underWay.remove(address, mine);
        }
    }

    private Optional<X509Certificate> ask(URI address) {
        if (!mayAsk()) {
            return Optional.empty();
        }
        Optional<X509Certificate> found = fetch.apply(address).filter(this::isValid);
        found.ifPresent(certificate -> keep(address, certificate));
        return found;
    }

    private boolean mayAsk() {
        synchronized (kept) {
            Instant now = clock.instant();
            if (now.isAfter(periodEnd)) {
                periodEnd = now.plus(PERIOD);
                asked = 0;
            }
            return asked++ < MOST_ASKED;
        }
    }

    private void keep(URI address, X509Certificate certificate) {
        synchronized (kept) {
            if (kept.size() >= MOST_KEPT) {
                kept.remove(kept.keySet().iterator().next());
            }
            kept.put(address, certificate);
        }
    }
}
