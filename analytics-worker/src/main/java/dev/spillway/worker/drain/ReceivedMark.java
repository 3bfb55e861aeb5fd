package dev.spillway.worker.drain;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Until when a lane was received: what was sent before is in somebody's hand, or settled.
 *
 * <p>A receive that finds nothing says so of the moment at which it began, since it asks wherever
 * SQS keeps messages. One that brings some says it of the oldest of them, because of a standard
 * queue about the oldest come first. One that fails says nothing. Thread-safe.
 */
final class ReceivedMark {

    private final AtomicReference<@Nullable Instant> until = new AtomicReference<>();

    void received(Instant began, List<Delivery> brought) {
        Instant reached =
                brought.stream()
                        .map(Delivery::sentAt)
                        .min(Comparator.naturalOrder())
                        .filter(began::isAfter)
                        .orElse(began);
        until.accumulateAndGet(reached, ReceivedMark::later);
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isAfter(one)) ? other : one;
    }

    /** Empty until something was asked and answered. */
    Optional<Instant> until() {
        return Optional.ofNullable(until.get());
    }
}
