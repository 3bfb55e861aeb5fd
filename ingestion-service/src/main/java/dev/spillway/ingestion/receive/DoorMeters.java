package dev.spillway.ingestion.receive;

import dev.spillway.ingestion.lane.Lane;
import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.telemetry.Metrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** What the door counts; meters are looked up once, not with every request. Thread-safe. */
final class DoorMeters {

    /** Gauge, in bytes: bodies of requests under way. */
    static final String BODIES = "spillway.door.bodies";

    private final Map<Lane, LaneMeters> lanes = new EnumMap<>(Lane.class);
    private final Map<ErrorCode, Counter> rejected = new EnumMap<>(ErrorCode.class);

    DoorMeters(MeterRegistry meters) {
        for (Lane lane : Lane.values()) {
            lanes.put(lane, new LaneMeters(meters, lane));
        }
        for (ErrorCode code : ErrorCode.values()) {
            rejected.put(code, meters.counter(Metrics.REJECTED, "code", code.code()));
        }
    }

    /**
     * @param nanos from the body's last byte to the queue's confirmation
     */
    void acknowledged(String provider, Lane lane, long nanos) {
        LaneMeters known = lanes.get(lane);
        if (known != null) {
            known.acknowledged(provider, nanos);
        }
    }

    void rejected(ErrorCode code) {
        Counter counter = rejected.get(code);
        if (counter != null) {
            counter.increment();
        }
    }

    /** One lane's. */
    private static final class LaneMeters {

        private final Timer acknowledgement;
        private final Function<String, Counter> counter;
        private final Map<String, Counter> acknowledged = new ConcurrentHashMap<>();

        LaneMeters(MeterRegistry meters, Lane lane) {
            this.acknowledgement = meters.timer(Metrics.ACKNOWLEDGEMENT, "lane", lane.code());
            this.counter =
                    provider ->
                            meters.counter(
                                    Metrics.ACKNOWLEDGED,
                                    "provider",
                                    provider,
                                    "lane",
                                    lane.code());
        }

        void acknowledged(String provider, long nanos) {
            acknowledgement.record(nanos, TimeUnit.NANOSECONDS);
            acknowledged.computeIfAbsent(provider, counter).increment();
        }
    }
}
