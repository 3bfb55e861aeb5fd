package dev.spillway.platform.signature;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * How far a signed timestamp may lie from now, before or after. Whole seconds on both sides, as
 * vendors' SDKs count. Immutable.
 */
public final class Tolerance {

    private static final Tolerance UNLIMITED = new Tolerance(Duration.ZERO);

    private final Duration window;

    private Tolerance(Duration window) {
        this.window = window;
    }

    /** Any timestamp will do: for vendors whose retries keep the first attempt's stamp. */
    public static Tolerance unlimited() {
        return UNLIMITED;
    }

    /**
     * That far to either side.
     *
     * @throws IllegalArgumentException when the window is not positive
     */
    public static Tolerance of(Duration window) {
        if (!window.isPositive()) {
            throw new IllegalArgumentException("A tolerance is longer than zero, not " + window);
        }
        return new Tolerance(window);
    }

    /** Empty when unlimited. */
    public Optional<Duration> window() {
        return isUnlimited() ? Optional.empty() : Optional.of(window);
    }

    boolean isUnlimited() {
        return window.isZero();
    }

    boolean admits(Instant stamped, Instant now) {
        if (isUnlimited()) {
            return true;
        }
        Instant second = now.truncatedTo(ChronoUnit.SECONDS);
        return !stamped.isBefore(second.minus(window))
                && !stamped.truncatedTo(ChronoUnit.SECONDS).isAfter(second.plus(window));
    }

    @Override
    public String toString() {
        return isUnlimited() ? "unlimited" : window.toString();
    }
}
