package dev.spillway.platform.signature;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * When a token counts (RFC 7519, 4.1.4 to 4.1.6). {@code exp} and {@code nbf} always hold, with the
 * tolerance for clocks that differ. A token without an end, where the vendor may leave it out, is
 * as old as its {@code iat}, to which the tolerance applies like to any timestamp.
 */
record JwtValidity(Tolerance tolerance, End end) {

    /** Whether the vendor's tokens always say until when they count. */
    enum End {
        OPTIONAL,
        REQUIRED
    }

    /** For clocks that differ, where the source sets no tolerance. */
    private static final Duration LEEWAY = Duration.ofSeconds(60);

    boolean admits(Jwt token, Instant now) {
        Duration leeway = tolerance.window().orElse(LEEWAY);
        boolean started = holds(token, "nbf", start -> !now.plus(leeway).isBefore(start));
        boolean unended =
                token.has("exp")
                        ? holds(token, "exp", end -> now.minus(leeway).isBefore(end))
                        : end == End.OPTIONAL && isFresh(token, now);
        return started && unended;
    }

    /** A claim that is there and is no time says that something is wrong, not that all is well. */
    private static boolean holds(Jwt token, String claim, Predicate<Instant> condition) {
        return !token.has(claim) || token.time(claim).filter(condition).isPresent();
    }

    private boolean isFresh(Jwt token, Instant now) {
        Optional<Instant> issued = token.time("iat");
        return tolerance.isUnlimited()
                || issued.filter(stamp -> tolerance.admits(stamp, now)).isPresent();
    }
}
