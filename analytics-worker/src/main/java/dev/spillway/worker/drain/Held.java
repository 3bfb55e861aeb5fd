package dev.spillway.worker.drain;

import dev.spillway.worker.turn.Lane;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What this worker keeps from being stored: messages in flight, and those that it handed back
 * because the database did not take them, until it would have received them again. Thread-safe.
 */
final class Held {

    /** Until SQS has heard that they are to be hidden for so long. */
    private static final Duration CALL = Duration.ofSeconds(2);

    private final InFlight inFlight;
    private final Clock clock;
    private final Map<Lane, ReceivedMark> marks = new EnumMap<>(Lane.class);
    private final Set<HandedBack> handedBack = ConcurrentHashMap.newKeySet();

    Held(InFlight inFlight, Clock clock) {
        this.inFlight = inFlight;
        this.clock = clock;
        for (Lane lane : Lane.values()) {
            marks.put(lane, new ReceivedMark());
        }
    }

    /** Of the lane's own queue; what SQS gave up delivering there has a queue of its own. */
    ReceivedMark mark(Lane lane) {
        ReceivedMark mark = marks.get(lane);
        if (mark == null) {
            throw new IllegalArgumentException("no mark of " + lane);
        }
        return mark;
    }

    /** The oldest of what was handed back together. No record: two that are alike are two. */
    private static final class HandedBack {
        private final Lane lane;
        private final Instant sentAt;
        private final Instant hiddenUntil;

        HandedBack(Lane lane, Instant sentAt, Instant hiddenUntil) {
            this.lane = lane;
            this.sentAt = sentAt;
            this.hiddenUntil = hiddenUntil;
        }
    }

    /**
     * Nobody sees them in the queue for a while, which is then empty for whoever looks.
     *
     * @param hidden how long
     */
    void handedBack(Collection<Delivery> unstored, Duration hidden) {
        handedBack.removeIf(this::isSeenAgain);
        Instant until = clock.instant().plus(hidden).plus(CALL);
        for (Lane lane : Lane.values()) {
            unstored.stream()
                    .filter(each -> each.queue().lane() == lane)
                    .map(Delivery::sentAt)
                    .min(Comparator.naturalOrder())
                    .ifPresent(oldest -> handedBack.add(new HandedBack(lane, oldest, until)));
        }
    }

    /** Whoever received since then has it in hand, or another has. */
    private boolean isSeenAgain(HandedBack some) {
        return mark(some.lane)
                .until()
                .filter(until -> !until.isBefore(some.hiddenUntil))
                .isPresent();
    }

    /** When the oldest of a lane entered its queue; empty when nothing is held. */
    Optional<Instant> oldest(Lane lane) {
        Stream<Instant> back =
                handedBack.stream()
                        .filter(each -> each.lane == lane && !isSeenAgain(each))
                        .map(each -> each.sentAt);
        return Stream.concat(inFlight.oldest(lane).stream(), back).min(Comparator.naturalOrder());
    }
}
