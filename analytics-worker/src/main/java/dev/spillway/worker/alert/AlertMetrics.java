package dev.spillway.worker.alert;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** What operators see of alerts. Thread-safe. */
final class AlertMetrics {

    /** Counter: alerts that fired. Tags: kind. */
    static final String FIRED = "spillway.alerts.fired";

    /** Counter: alerts that were resolved. Tags: kind. */
    static final String RESOLVED = "spillway.alerts.resolved";

    /** Counter: tenants whose rules were judged. */
    static final String JUDGED = "spillway.alerts.judged";

    /** Counter: tenants that could not be judged, this time. */
    static final String FAILED = "spillway.alerts.failed";

    private final MeterRegistry registry;

    AlertMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void told(List<Step> steps) {
        for (Step step : steps) {
            String name = step instanceof Step.Fired ? FIRED : RESOLVED;
            registry.counter(name, "kind", step.alert().kind().code()).increment();
        }
    }

    void judged() {
        registry.counter(JUDGED).increment();
    }

    void failed() {
        registry.counter(FAILED).increment();
    }
}
