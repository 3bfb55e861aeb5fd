package dev.spillway.worker.archive;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** What was kept. */
final class ArchiveMetrics {

    /** Timer: writing an object. */
    static final String OBJECTS = "spillway.archive.objects";

    /** Counter: messages kept. */
    static final String MESSAGES = "spillway.archive.messages";

    /** Counter: bytes of objects. */
    static final String BYTES = "spillway.archive.bytes";

    /** Counter: attempts to write an object that failed. */
    static final String FAILURES = "spillway.archive.failures";

    /** Gauge: messages that wait to be kept. */
    static final String WAITING = "spillway.archive.waiting";

    private final Timer objects;
    private final Counter messages;
    private final Counter bytes;
    private final Counter failures;

    ArchiveMetrics(MeterRegistry registry) {
        this.objects = registry.timer(OBJECTS);
        this.messages = registry.counter(MESSAGES);
        this.bytes = registry.counter(BYTES);
        this.failures = registry.counter(FAILURES);
    }

    void write(Runnable attempt) {
        objects.record(attempt);
    }

    void kept(int count, int size) {
        messages.increment(count);
        bytes.increment(size);
    }

    void failed() {
        failures.increment();
    }
}
