package dev.spillway.app.destination;

import dev.spillway.app.audit.AuditLog;
import dev.spillway.app.identity.CarriedSecret;
import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.error.ProblemException;
import dev.spillway.platform.id.Ids;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Changes the bound tenant's destinations and writes down who did. Of a URL the audit log gets the
 * host, since what stands behind it may be a secret; of an address what is left of it when masked.
 */
@Component
@EnableConfigurationProperties(DestinationProperties.class)
class DestinationBook {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int TESTS_A_MINUTE = 5;

    private final Destinations destinations;
    private final Secrets secrets;
    private final Confirmations confirmations;
    private final AuditLog audit;
    private final DestinationProperties properties;
    private final Clock clock;

    DestinationBook(
            Destinations destinations,
            Secrets secrets,
            Confirmations confirmations,
            AuditLog audit,
            DestinationProperties properties,
            Clock clock) {
        this.destinations = destinations;
        this.secrets = secrets;
        this.confirmations = confirmations;
        this.audit = audit;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * A destination and the secret, which is shown this once.
     *
     * @param secret null of an address, which has none to show
     */
    record Made(Destination destination, @Nullable String secret) {
        @Override
        public String toString() {
            return "Made[" + destination.id() + "]";
        }
    }

    /** What a tenant can be told by, here. */
    List<Kind> kinds() {
        return properties.email() ? List.of(Kind.HTTPS, Kind.EMAIL) : List.of(Kind.HTTPS);
    }

    @Transactional
    Made add(Wanted wanted) {
        wanted.check(properties.allowLoopback());
        if (wanted.kind() == Kind.EMAIL) {
            checkEmailIsSetUp();
        }
        if (destinations.list().size() >= properties.most()) {
            throw new ProblemException(ErrorCode.TOO_MANY_DESTINATIONS);
        }
        Destination added = Destination.wanted(Ids.next(), wanted, now());
        String secret = wanted.email() == null ? addUrl(added) : addAddress(added, wanted.email());
        audit.record("destination.created", added.id().toString(), details(added));
        return new Made(added, secret);
    }

    private String addUrl(Destination added) {
        destinations.add(added, null);
        return secrets.add(added.id());
    }

    private @Nullable String addAddress(Destination added, String email) {
        String token = CarriedSecret.generate("");
        destinations.add(added, CarriedSecret.hash(token));
        secrets.keep(added.id(), token);
        confirmations.ask(added.id(), email, now());
        return null;
    }

    private void checkEmailIsSetUp() {
        if (!properties.email()) {
            throw new ProblemException(ErrorCode.EMAIL_NOT_SET_UP);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Map<String, ?> details(Destination destination) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("name", destination.name());
        if (destination.url() == null) {
            details.put("email", String.valueOf(destination.maskedEmail()));
        } else {
            details.put("host", String.valueOf(URI.create(destination.url()).getHost()));
        }
        details.put("topics", destination.topics());
        details.put("enabled", destination.enabled());
        return details;
    }

    @Transactional
    Destination change(UUID id, Wanted.Change change) {
        Destination before =
                destinations.lock(id).orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND));
        change.check(before, properties.allowLoopback());
        Destination changed = before.changed(change, now());
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
        if (destination.kind() == Kind.EMAIL) {
            throw new ProblemException(ErrorCode.CONFLICT, "An e-mail address has no secret.");
        }
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
        Destination destination = woken(id);
        if (destination.kind() == Kind.EMAIL && destination.confirmedAt() == null) {
            throw new ProblemException(
                    destination.unsubscribedAt() == null
                            ? ErrorCode.ADDRESS_UNCONFIRMED
                            : ErrorCode.ADDRESS_UNSUBSCRIBED);
        }
        if (destinations.testsSince(id, now().minus(MINUTE)) >= TESTS_A_MINUTE) {
            throw new ProblemException(ErrorCode.RATE_EXCEEDED);
        }
        UUID message = destinations.test(id, now());
        audit.record("destination.tested", id.toString(), Map.of());
        return message;
    }

    /** Asks an address once more. */
    @Transactional
    UUID ask(UUID id) {
        Destination destination = woken(id);
        if (destination.email() == null) {
            throw new ProblemException(ErrorCode.CONFLICT, "Only an e-mail address is confirmed.");
        }
        if (destination.unsubscribedAt() != null) {
            throw new ProblemException(ErrorCode.ADDRESS_UNSUBSCRIBED);
        }
        if (destination.confirmedAt() != null) {
            throw new ProblemException(ErrorCode.ADDRESS_CONFIRMED);
        }
        checkEmailIsSetUp();
        UUID message = confirmations.ask(id, destination.email(), now());
        audit.record("destination.asked", id.toString(), Map.of());
        return message;
    }

    /** Before anything is read, so that of several at once each counts what the others did. */
    private Destination woken(UUID id) {
        destinations.wake(id);
        return required(id);
    }
}
