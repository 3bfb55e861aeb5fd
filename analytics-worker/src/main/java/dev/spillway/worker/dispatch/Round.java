package dev.spillway.worker.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One destination's turn: so many of its messages, the oldest first, up to the first that fails. A
 * message is marked after it was taken, so that a worker which dies in between sends it once more,
 * under the same id. Thread-safe.
 */
final class Round {

    /** Messages in a turn. */
    private static final int MOST = 20;

    private final DeliveryRows deliveries;
    private final Carriers carriers;
    private final Backoff backoff;
    private final Duration longest;
    private final Duration giveUp;
    private final DispatchMetrics metrics;
    private final Clock clock;

    /**
     * @param longest after which no further message is begun
     */
    Round(
            DeliveryRows deliveries,
            Carriers carriers,
            Backoff backoff,
            Duration longest,
            Duration giveUp,
            DispatchMetrics metrics,
            Clock clock) {
        this.deliveries = deliveries;
        this.carriers = carriers;
        this.backoff = backoff;
        this.longest = longest;
        this.giveUp = giveUp;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * How a turn went.
     *
     * @param failures of the destination, in a row
     * @param error of the last one; null where there is none
     * @param pause before the next turn
     */
    record Result(int failures, @Nullable String error, Duration pause) {

        static final Result WELL = new Result(0, null, Duration.ZERO);
    }

    Result run(Destination destination) {
        Instant end = clock.instant().plus(longest);
        metrics.givenUp(deliveries.giveUp(destination, giveUp, "expired"));
        Route route = carriers.to(destination);
        int failures = destination.failures();
        for (DeliveryRows.Waiting message : deliveries.next(destination, MOST)) {
            if (clock.instant().isAfter(end)) {
                break;
            }
            switch (send(destination, route, message)) {
                case Outcome.Delivered _ -> failures = 0;
                case Outcome.Failed(String error) -> {
                    return failed(failures + 1, error);
                }
                case Outcome.Refused(String error) -> {
                    return failed(failures + 1, error);
                }
            }
        }
        return Result.WELL;
    }

    private Result failed(int failures, String error) {
        return new Result(failures, error, backoff.ofDestination(failures));
    }

    private Outcome send(Destination destination, Route route, DeliveryRows.Waiting message) {
        Outcome outcome = route.send(message);
        switch (outcome) {
            case Outcome.Delivered _ -> delivered(destination, message);
            case Outcome.Failed(String error) ->
                    deliveries.failed(
                            destination, message, error, backoff.ofMessage(message.attempts() + 1));
            case Outcome.Refused(String error) -> {
                deliveries.refused(destination, message, error);
                metrics.givenUp(1);
            }
        }
        metrics.attempted(destination.place(), outcome);
        return outcome;
    }

    /** Somebody who tests has mended something: what waits for hours is tried with it. */
    private void delivered(Destination destination, DeliveryRows.Waiting message) {
        deliveries.delivered(destination, message);
        if (message.test()) {
            deliveries.wake(destination);
        }
    }
}
