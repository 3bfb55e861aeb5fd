package dev.spillway.ingestion.quarantine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** What goes into quarantine and what does not. Thread-safe. */
final class QuarantineMeters {

    /** Counter: refused requests that the queue has, sealed. */
    static final String QUARANTINED = "spillway.door.quarantined";

    /** Counter: refused requests of sources with a quarantine that were not kept. Tags: reason. */
    static final String LEFT_OUT = "spillway.door.quarantine.left.out";

    /** Gauge, in bytes: refused requests that wait for the queue. */
    static final String WAITING = "spillway.door.quarantine.waiting";

    private final Counter quarantined;
    private final Map<LeftOut, Counter> leftOut = new EnumMap<>(LeftOut.class);

    QuarantineMeters(MeterRegistry meters) {
        this.quarantined = meters.counter(QUARANTINED);
        for (LeftOut reason : LeftOut.values()) {
            leftOut.put(reason, meters.counter(LEFT_OUT, "reason", reason.code()));
        }
    }

    void quarantined(int requests) {
        quarantined.increment(requests);
    }

    void leftOut(LeftOut reason, int requests) {
        Counter counter = leftOut.get(reason);
        if (counter != null) {
            counter.increment(requests);
        }
    }
}
