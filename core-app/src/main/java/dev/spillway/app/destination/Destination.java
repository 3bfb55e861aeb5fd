package dev.spillway.app.destination;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.spillway.platform.destination.EmailAddress;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a tenant is told.
 *
 * @param url where it is told by HTTPS
 * @param email where it is told by e-mail; left out of lists
 * @param confirmedAt of an address: since when it is known to want this
 * @param unsubscribedAt of an address: when it said that it wants no more
 * @param failures attempts that failed since the last that did not
 * @param lastError of the last of them
 * @param nextAttemptAt before that nothing is sent there
 */
record Destination(
        UUID id,
        String name,
        Kind kind,
        @Nullable String url,
        @Nullable String email,
        @Nullable String maskedEmail,
        Set<Topic> topics,
        boolean enabled,
        @Nullable Instant confirmedAt,
        @Nullable Instant unsubscribedAt,
        long failures,
        @Nullable String lastError,
        @Nullable Instant nextAttemptAt,
        Instant createdAt,
        Instant updatedAt) {

    /** A new one, of which nothing is known yet. */
    static Destination wanted(UUID id, Wanted wanted, Instant now) {
        return new Destination(
                id,
                wanted.name().strip(),
                wanted.kind(),
                wanted.url(),
                wanted.email(),
                masked(wanted.email()),
                wanted.topics(),
                true,
                null,
                null,
                0,
                null,
                null,
                now,
                now);
    }

    /**
     * Which state of it this is, as far as a tenant sets it: a change that names another one was
     * meant for what is no more.
     */
    @JsonProperty
    long version() {
        return updatedAt.toEpochMilli();
    }

    /** What is null stays; what it failed with is forgotten, since it may be mended. */
    Destination changed(Wanted.Change change, Instant now) {
        return new Destination(
                id,
                change.name() == null ? name : change.name().strip(),
                kind,
                change.url() == null ? url : change.url(),
                email,
                maskedEmail,
                change.topics() == null ? topics : change.topics(),
                change.enabled() == null ? enabled : change.enabled(),
                confirmedAt,
                unsubscribedAt,
                0,
                null,
                null,
                createdAt,
                later(now));
    }

    /** Later than before also within the same millisecond, so that versions differ. */
    private Instant later(Instant now) {
        Instant next = updatedAt.plusMillis(1);
        return now.isBefore(next) ? next : now;
    }

    /** As it stands in a list: a screen that many see. */
    Destination listed() {
        return new Destination(
                id,
                name,
                kind,
                url,
                null,
                maskedEmail,
                topics,
                enabled,
                confirmedAt,
                unsubscribedAt,
                failures,
                lastError,
                nextAttemptAt,
                createdAt,
                updatedAt);
    }

    static @Nullable String masked(@Nullable String email) {
        return email == null ? null : new EmailAddress(email).masked();
    }

    @Override
    public String toString() {
        return "Destination[" + id + "]";
    }
}
