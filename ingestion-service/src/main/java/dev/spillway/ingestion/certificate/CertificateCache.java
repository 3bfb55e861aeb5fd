package dev.spillway.ingestion.certificate;

import dev.spillway.platform.signature.CertificateSource;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps certificates while they are valid. Many requests for one ask once; what could not be had is
 * not asked for again at once; and however many names a sender makes up, few are asked for, of
 * which his tenant has a part. Beyond it a certificate that is not kept cannot be had by that
 * tenant for a while; those that are kept go on. Thread-safe.
 */
final class CertificateCache {

    /** A region has one or two at a time. */
    private static final int MOST_KEPT = 64;

    /** As long as all that may be asked for in it are remembered. */
    private static final int MOST_MISSED = 2 * FetchBudget.MOST;

    /** Short, for it may have been the network: SNS tries again for an hour. */
    private static final Duration MISSED_FOR = Duration.ofSeconds(10);

    private final Function<URI, Optional<X509Certificate>> fetch;
    private final InstantSource clock;

    private final Object lock = new Object();
    private final SequencedMap<URI, X509Certificate> kept = new LinkedHashMap<>();
    private final SequencedMap<URI, Instant> missedUntil = new LinkedHashMap<>();
    private final Map<URI, CompletableFuture<Optional<X509Certificate>>> underWay = new HashMap<>();
    private final FetchBudget budget = new FetchBudget();

    CertificateCache(CertificateFetcher fetcher, InstantSource clock) {
        this(fetcher::fetch, clock);
    }

    CertificateCache(Function<URI, Optional<X509Certificate>> fetch, InstantSource clock) {
        this.fetch = fetch;
        this.clock = clock;
    }

    /** What a tenant's sources find their certificates in. */
    CertificateSource of(UUID tenantId) {
        return address -> find(tenantId, address).map(X509Certificate::getPublicKey);
    }

    private Optional<X509Certificate> find(UUID tenantId, URI address) {
        CompletableFuture<Optional<X509Certificate>> mine = new CompletableFuture<>();
        CompletableFuture<Optional<X509Certificate>> theirs;
        synchronized (lock) {
            Instant now = clock.instant();
            X509Certificate known = kept.get(address);
            if (known != null && isValid(known, now)) {
                return Optional.of(known);
            }
            theirs = underWay.get(address);
            if (theirs == null) {
                if (wasMissed(address, now) || !budget.take(tenantId, now)) {
                    return Optional.empty();
                }
                underWay.put(address, mine);
            }
        }
        return theirs != null ? theirs.join() : ask(address, mine);
    }

    private static boolean isValid(X509Certificate certificate, Instant now) {
        return !now.isBefore(certificate.getNotBefore().toInstant())
                && !now.isAfter(certificate.getNotAfter().toInstant());
    }

    private boolean wasMissed(URI address, Instant now) {
        Instant until = missedUntil.get(address);
        return until != null && now.isBefore(until);
    }

    /** Whatever happens, those who wait for it hear of it. */
    private Optional<X509Certificate> ask(
            URI address, CompletableFuture<Optional<X509Certificate>> mine) {
        Optional<X509Certificate> found = Optional.empty();
        try {
            found = fetch.apply(address).filter(each -> isValid(each, clock.instant()));
            return found;
        } finally {
            remember(address, found.orElse(null));
            mine.complete(found);
        }
    }

    private void remember(URI address, @Nullable X509Certificate found) {
        synchronized (lock) {
            underWay.remove(address);
            if (found != null) {
                put(kept, address, found, MOST_KEPT);
            } else {
                put(missedUntil, address, clock.instant().plus(MISSED_FOR), MOST_MISSED);
            }
        }
    }

    /** As the newest, in the place of the oldest where there are too many. */
    private static <V> void put(SequencedMap<URI, V> map, URI address, V value, int most) {
        map.remove(address);
        if (map.size() >= most) {
            map.pollFirstEntry();
        }
        map.put(address, value);
    }
}
