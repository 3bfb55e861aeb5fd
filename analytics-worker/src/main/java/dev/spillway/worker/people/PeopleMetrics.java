package dev.spillway.worker.people;

import dev.spillway.platform.telemetry.Metrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** How merging goes. Thread-safe. */
final class PeopleMetrics {

    private final AtomicReference<Instant> watermark;
    private final Counter merged;
    private final Counter failures;
    private final Timer turns;

    PeopleMetrics(MeterRegistry registry, Clock clock) {
        this.watermark = new AtomicReference<>(clock.instant());
        this.merged = registry.counter("spillway.people.merged");
        this.failures = registry.counter("spillway.people.failures");
        this.turns = registry.timer("spillway.people.turn");
        Gauge.builder(
                        Metrics.PEOPLE_LAG,
                        () ->
                                Duration.between(watermark.get(), clock.instant()).toMillis()
                                        / 1000.0)
                .baseUnit("seconds")
                .register(registry);
    }

    /** Everything stored before this moment is in the sketches, of all tenants. */
    void mergedUpTo(Instant moment) {
        watermark.set(moment);
    }

    void merged(int batches) {
        merged.increment(batches);
    }

    void failed() {
        failures.increment();
    }

    <T> T timed(Supplier<T> turn) {
        return turns.record(turn);
    }
}
