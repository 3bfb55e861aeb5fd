package dev.spillway.worker.drain;

import dev.spillway.platform.telemetry.Metrics;
import dev.spillway.worker.archive.MessageArchive;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends deliveries: archived and deleted, or visible again after a while. Does not wait for SQS; a
 * delivery is in flight until SQS has answered. Thread-safe.
 */
final class Settlement {

    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

    private final InFlight inFlight;
    private final Held held;
    private final MessageArchive archive;
    private final MeterRegistry registry;
    private final DrainProperties.HandBack delays;

    Settlement(
            InFlight inFlight,
            Held held,
            MessageArchive archive,
            MeterRegistry registry,
            DrainProperties.HandBack delays) {
        this.inFlight = inFlight;
        this.held = held;
        this.archive = archive;
        this.registry = registry;
        this.delays = delays;
    }

    /** Archives what is committed, and deletes it once it is archived, never before. */
    void delete(Collection<Delivery> deliveries) {
        if (deliveries.isEmpty()) {
            return;
        }
        deliveries.forEach(Delivery::stored);
        Instant now = Instant.now();
        var _ =
                archive.keep(deliveries.stream().map(each -> each.archived(now)).toList())
                        .whenComplete((_, failure) -> {
                            if (failure == null) {
                                settle(deliveries, LaneQueue::delete);
                            } else {
                                handBack(deliveries, HandBackReason.NOT_ARCHIVED);
                            }
                        });
    }

    /** Somebody wants the room of what waits to be archived. */
    void hurry() {
        archive.hurry();
    }

    /** Leaves messages to a later delivery. */
    void handBack(Collection<Delivery> deliveries, HandBackReason reason) {
        if (deliveries.isEmpty()) {
            return;
        }
        registry.counter(Metrics.HANDED_BACK, "reason", reason.code()).increment(deliveries.size());
        if (reason != HandBackReason.STOPPING) {
            LOG.warn("{} messages are handed back: {}", deliveries.size(), reason.code());
        }
        Duration delay = reason.delay(delays);
        if (reason == HandBackReason.NOT_STORED) {
            held.handedBack(deliveries, delay);
        }
        settle(deliveries, (queue, some) -> queue.show(some, delay));
    }

    private void settle(
            Collection<Delivery> deliveries,
            BiFunction<LaneQueue, List<Delivery>, CompletableFuture<Void>> call) {
        Map<LaneQueue, List<Delivery>> byQueue =
                deliveries.stream().collect(Collectors.groupingBy(Delivery::queue));
        byQueue.forEach((queue, some) -> {
            var _ = call.apply(queue, some).whenComplete((_, _) -> inFlight.remove(some));
        });
    }
}
