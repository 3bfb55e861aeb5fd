package dev.spillway.app.destination;

import dev.spillway.app.audit.AuditLog;
import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.error.ProblemException;
import dev.spillway.platform.id.Ids;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Changes the bound tenant's destinations and writes down who did. Of a URL the audit log gets the
 * host: what stands behind it may be a secret.
 */
@Component
@EnableConfigurationProperties(DestinationProperties.class)
class DestinationBook {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int TESTS_A_MINUTE = 5;

    private final Destinations destinations;
    private final Secrets secrets;
    private final AuditLog audit;
    private final DestinationProperties properties;
    private final Clock clock;

    DestinationBook(
            Destinations destinations,
            Secrets secrets,
            AuditLog audit,
            DestinationProperties properties,
            Clock clock) {
        this.destinations = destinations;
        this.secrets = secrets;
        this.audit = audit;
        this.properties = properties;
        this.clock = clock;
    }

    /** A destination and the secret, which is shown this once. */
    record Made(Destination destination, String secret) {
        @Override
        public String toString() {
            return "Made[" + destination.id() + "]";
        }
    }

    @Transactional
    Made add(Wanted wanted) {
        Wanted.check(wanted.url(), properties.allowLoopback());
        if (destinations.list().size() >= properties.most()) {
            throw new ProblemException(ErrorCode.TOO_MANY_DESTINATIONS);
        }
        Instant now = now();
        Destination added =
                new Destination(
                        Ids.next(),
                        wanted.name().strip(),
                        wanted.url(),
                        wanted.topics(),
                        true,
                        0,
                        null,
                        null,
                        now,
                        now);
        destinations.add(added);
        String secret = secrets.add(added.id());
        audit.record("destination.created", added.id().toString(), details(added));
        return new Made(added, secret);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Map<String, ?> details(Destination destination) {
        return Map.of(
                "name", destination.name(),
                "host", String.valueOf(URI.create(destination.url()).getHost()),
                "topics", destination.topics(),
                "enabled", destination.enabled());
    }

    @Transactional
    Destination change(UUID id, Wanted.Change change) {
        Destination before = required(id);
        if (change.url() != null) {
            Wanted.check(change.url(), properties.allowLoopback());
        }
        Destination changed =
                new Destination(
                        id,
                        change.name() == null ? before.name() : change.name().strip(),
                        change.url() == null ? before.url() : change.url(),
                        change.topics() == null ? before.topics() : change.topics(),
                        change.enabled() == null ? before.enabled() : change.enabled(),
                        0,
                        null,
                        null,
                        before.createdAt(),
                        now());
        destinations.change(changed);
        audit.record("destination.changed", id.toString(), details(changed));
        return changed;
    }

    Destination required(UUID id) {
        return destinations.find(id).orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND));
    }

    @Transactional
    void delete(UUID id) {
        if (!destinations.delete(id)) {
            throw new ProblemException(ErrorCode.NOT_FOUND);
        }
        audit.record("destination.deleted", id.toString(), Map.of());
    }

    /** A new secret; the one before stays good for a while. */
    @Transactional
    Made rotate(UUID id) {
        Destination destination = required(id);
        String secret = secrets.rotate(id, now(), previousGoodUntil());
        audit.record("destination.rotated", id.toString(), Map.of());
        return new Made(destination, secret);
    }

    private Instant previousGoodUntil() {
        return now().plus(properties.overlap());
    }

    /** A few a minute: the server may be somebody else's, and is not to be knocked at for fun. */
    @Transactional
    UUID test(UUID id) {
        required(id);
        if (destinations.testsSince(id, now().minus(MINUTE)) >= TESTS_A_MINUTE) {
            throw new ProblemException(ErrorCode.RATE_EXCEEDED);
        }
        UUID message = destinations.test(id, now());
        audit.record("destination.tested", id.toString(), Map.of());
        return message;
    }
}
