package dev.spillway.worker.retention;

import dev.spillway.worker.drain.Backlog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * The moment up to which all that was received is stored: a claim counts from receipts, and while
 * what was received within its time may still wait, it is needed, however long ago that is by the
 * clock (ADR 0013).
 */
final class StoredUntil implements InstantSource {

    /** What a worker had in hand that is no more is seen again within this. */
    private static final Duration MARGIN = Duration.ofMinutes(15);

    private final Function<Instant, Backlog> backlog;
    private final Clock clock;

    /**
     * @param backlog as it looks at a moment
     */
    StoredUntil(Function<Instant, Backlog> backlog, Clock clock) {
        this.backlog = backlog;
        this.clock = clock;
    }

    @Override
    public Instant instant() {
        Instant now = clock.instant();
        Backlog waiting = backlog.apply(now);
        Instant overflow = now.minus(waiting.overflow());
        Instant main = waiting.storedUntil();
        return (main.isBefore(overflow) ? main : overflow).minus(MARGIN);
    }
}
