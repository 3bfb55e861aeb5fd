package dev.spillway.worker.drain;

import dev.spillway.worker.turn.Lane;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How far behind this worker's lanes are. SQS tells nobody but CloudWatch how old its oldest
 * message is, so this goes by what the worker holds, of which about the oldest come first; and
 * where nothing could be received for a while, by when that went well last, since whatever came
 * afterwards waits. Thread-safe.
 */
final class LaneAges {

    private final Held held;
    private final Duration pause;
    private final Clock clock;
    private final Instant start;

    /**
     * @param pause between two receives that went well, at most
     */
    LaneAges(Held held, Duration pause, Clock clock) {
        this.held = held;
        this.pause = pause;
        this.clock = clock;
        this.start = clock.instant();
    }

    /**
     * How long the oldest message of a lane has waited that is not stored. What SQS gave up
     * delivering counts in neither: it is old by nature.
     */
    Duration age(Lane lane) {
        Instant now = clock.instant();
        Duration inHand = since(held.oldest(lane).orElse(now), now);
        Duration unreceived = since(held.mark(lane).until().orElse(start), now);
        return unreceived.compareTo(pause) > 0 && unreceived.compareTo(inHand) > 0
                ? unreceived
                : inHand;
    }

    private static Duration since(Instant then, Instant now) {
        return then.isBefore(now) ? Duration.between(then, now) : Duration.ZERO;
    }
}
