package dev.spillway.ingestion.receive;

import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.telemetry.Metrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** What the door counts; meters are looked up once, not with every request. Thread-safe. */
final class DoorMeters {

    private final MeterRegistry meters;
    private final Timer acknowledgement;
    private final Map<String, Counter> acknowledged = new ConcurrentHashMap<>();
    private final Map<ErrorCode, Counter> rejected = new EnumMap<>(ErrorCode.class);

    DoorMeters(MeterRegistry meters) {
        this.meters = meters;
        this.acknowledgement = meters.timer(Metrics.ACKNOWLEDGEMENT);
        for (ErrorCode code : ErrorCode.values()) {
            rejected.put(code, meters.counter(Metrics.REJECTED, "code", code.code()));
        }
    }

    /**
     * @param nanos from the body's last byte to the queue's confirmation
     */
    void acknowledged(String provider, long nanos) {
        acknowledgement.record(nanos, TimeUnit.NANOSECONDS);
        acknowledged
                .computeIfAbsent(
                        provider, id -> meters.counter(Metrics.ACKNOWLEDGED, "provider", id))
                .increment();
    }

    void rejected(ErrorCode code) {
        Counter counter = rejected.get(code);
        if (counter != null) {
            counter.increment();
        }
    }
}
