package dev.spillway.worker.store;

import dev.spillway.platform.telemetry.Metrics;
import dev.spillway.worker.sql.Fault;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Counts effects once they are committed. Thread-safe. */
public final class StoreMetrics {

    private final MeterRegistry registry;
    private final Counter received;
    private final Counter stored;
    private final Counter duplicates;
    private final Timer lag;

    public StoreMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.received = registry.counter(Metrics.RECEIVED);
        this.stored = registry.counter(Metrics.STORED);
        this.duplicates = registry.counter(Metrics.DUPLICATES);
        this.lag = registry.timer(Metrics.LAG);
    }

    void committed(Effect effect, Instant now) {
        received.increment(effect.received());
        stored.increment(effect.stored().size());
        duplicates.increment(effect.duplicates().size());
        effect.dead().forEach(each -> dead(((Reading.Dead) each.reading()).reason()));
        effect.stored()
                .forEach(each -> lag.record(Duration.between(each.claim().claimedAt(), now)));
    }

    /** A message that was to be a parcel: counted as one webhook, since nobody can count them. */
    void parked(DeadLetterReason reason) {
        received.increment();
        dead(reason);
    }

    /** Nothing was stored, and trying again may help. */
    void faulted(Fault fault) {
        registry.counter(Metrics.RETRIED, "fault", fault.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    private void dead(DeadLetterReason reason) {
        registry.counter(Metrics.DEAD_LETTERS, "reason", reason.code()).increment();
    }
}
