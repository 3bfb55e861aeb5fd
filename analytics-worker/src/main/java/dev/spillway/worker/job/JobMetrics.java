package dev.spillway.worker.job;

import dev.spillway.platform.job.JobKind;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/** Counts what jobs did, once it is committed. Thread-safe. */
final class JobMetrics {

    private static final String ITEMS = "spillway.job.items";
    private static final String ENDED = "spillway.job.ended";
    private static final String STEP = "spillway.job.step";
    private static final String FAULTS = "spillway.job.faults";

    private final MeterRegistry registry;

    JobMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void stepped(JobKind kind, Progress progress, Duration took) {
        items(kind, "done", progress.done());
        items(kind, "skipped", progress.skipped());
        items(kind, "failed", progress.failed());
        registry.timer(STEP, "kind", kind.code()).record(took);
    }

    private void items(JobKind kind, String result, long count) {
        registry.counter(ITEMS, "kind", kind.code(), "result", result).increment((double) count);
    }

    void ended(JobKind kind, JobEnd end) {
        registry.counter(ENDED, "kind", kind.code(), "status", end.status()).increment();
    }

    void fault(JobKind kind) {
        registry.counter(FAULTS, "kind", kind.code()).increment();
    }
}
