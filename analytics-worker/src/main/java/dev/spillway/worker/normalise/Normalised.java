package dev.spillway.worker.normalise;

import java.util.List;

/** What was found in one webhook. */
public record Normalised(Outcome outcome, List<NormalisedEvent> events) {

    public Normalised {
        events = List.copyOf(events);
    }

    static Normalised of(List<NormalisedEvent> events) {
        boolean understood =
                events.isEmpty()
                        || events.stream().anyMatch(event -> event.type() != EventType.UNKNOWN);
        return new Normalised(understood ? Outcome.NORMALISED : Outcome.UNKNOWN, events);
    }

    static Normalised unparsable() {
        return new Normalised(Outcome.UNPARSABLE, List.of());
    }
}
