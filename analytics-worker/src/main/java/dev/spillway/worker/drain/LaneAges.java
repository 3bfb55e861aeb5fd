package dev.spillway.worker.drain;

import dev.spillway.worker.turn.Lane;
import java.time.Clock;
import java.time.Duration;

/**
 * How far behind this worker's lanes are, by what it has in hand: SQS tells nobody but CloudWatch
 * how old its oldest message is. Of a standard queue about the oldest are received first, so it is
 * a good guess while something is received, and zero when nothing is. Thread-safe.
 */
public final class LaneAges {

    private final InFlight inFlight;
    private final Clock clock;

    LaneAges(InFlight inFlight, Clock clock) {
        this.inFlight = inFlight;
        this.clock = clock;
    }

    /**
     * How long the oldest message of a lane has waited. What SQS gave up delivering counts in
     * neither: it is old by nature.
     */
    public Duration oldest(Lane lane) {
        return inFlight.oldest(lane, clock.instant());
    }
}
