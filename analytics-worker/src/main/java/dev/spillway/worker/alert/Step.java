package dev.spillway.worker.alert;

import dev.spillway.platform.alert.AlertRule;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an alert at one look: nothing → pending → firing → resolved, as in Prometheus. It
 * fires once its rule has been breached for the rule's hold without a break, and is resolved once
 * it has been well for as long; of what fires, a look that decides nothing changes nothing.
 */
sealed interface Step {

    OpenAlert alert();

    /** Was not there before. */
    record Opened(OpenAlert alert) implements Step {}

    /** Goes on. */
    record Kept(OpenAlert alert) implements Step {}

    /** Had not fired, and never will. */
    record Dropped(OpenAlert alert) implements Step {}

    /**
     * Fires.
     *
     * @param isNew whether it was not even pending before
     */
    record Fired(OpenAlert alert, boolean isNew) implements Step {}

    /** Is over. */
    record Resolved(OpenAlert alert, Resolution resolution) implements Step {}

    /** What becomes of what was open, or not, at a reading. */
    static Optional<Step> of(
            UUID tenantId, @Nullable OpenAlert open, Reading reading, AlertRule rule, Instant now) {
        if (open == null) {
            return reading.verdict() == Verdict.BREACHED
                    ? Optional.of(begin(OpenAlert.pending(tenantId, reading, rule, now), rule, now))
                    : Optional.empty();
        }
        OpenAlert seen = open.seen(reading, rule, now);
        return Optional.of(
                open.isFiring()
                        ? firing(seen, reading, rule, now)
                        : pending(seen, reading, rule, now));
    }

    private static Step begin(OpenAlert pending, AlertRule rule, Instant now) {
        return rule.hold().isZero() ? new Fired(pending.fired(now), true) : new Opened(pending);
    }

    private static Step pending(OpenAlert seen, Reading reading, AlertRule rule, Instant now) {
        if (reading.verdict() != Verdict.BREACHED) {
            return new Dropped(seen);
        }
        return seen.wasBreachedFor(rule.hold(), now)
                ? new Fired(seen.fired(now), false)
                : new Kept(seen);
    }

    private static Step firing(OpenAlert seen, Reading reading, AlertRule rule, Instant now) {
        return reading.verdict().isWell() && seen.wasWellFor(rule.hold(), now)
                ? new Resolved(seen, Resolution.of(reading.verdict()))
                : new Kept(seen);
    }

    /** What becomes of what nobody watches any more. */
    static Step unwatched(OpenAlert open) {
        return open.isFiring() ? new Resolved(open, Resolution.NOT_WATCHED) : new Dropped(open);
    }
}
