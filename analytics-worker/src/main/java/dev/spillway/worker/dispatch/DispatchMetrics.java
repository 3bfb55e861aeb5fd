package dev.spillway.worker.dispatch;

import io.micrometer.core.instrument.MeterRegistry;

/** What operators see of the dispatcher. Thread-safe. */
final class DispatchMetrics {

    /** Counter: attempts to tell a tenant. Tags: kind, outcome. */
    static final String ATTEMPTS = "spillway.dispatch.attempts";

    /** Counter: messages that were given up. */
    static final String GIVEN_UP = "spillway.dispatch.given.up";

    private final MeterRegistry registry;

    DispatchMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void attempted(Place place, Outcome outcome) {
        String tag =
                switch (outcome) {
                    case Outcome.Delivered _ -> "delivered";
                    case Outcome.Failed(String error) -> error;
                    case Outcome.Refused(String error) -> error;
                };
        registry.counter(ATTEMPTS, "kind", place.kind(), "outcome", tag).increment();
    }

    void givenUp(int messages) {
        registry.counter(GIVEN_UP).increment(messages);
    }
}
