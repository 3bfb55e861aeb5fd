package dev.spillway.worker.drain;

import dev.spillway.platform.telemetry.Metrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends deliveries: deleted, or visible again after a while. Does not wait for SQS; a delivery is in
 * flight until SQS has answered. Thread-safe.
 */
final class Settlement {

    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

    private final InFlight inFlight;
    private final MeterRegistry registry;
    private final DrainProperties.HandBack delays;

    Settlement(InFlight inFlight, MeterRegistry registry, DrainProperties.HandBack delays) {
        this.inFlight = inFlight;
        this.registry = registry;
        this.delays = delays;
    }

    /** Deletes what is committed. */
    void delete(Collection<Delivery> deliveries) {
        settle(deliveries, LaneQueue::delete);
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
