package dev.spillway.worker.normalise;

import java.time.Instant;
import java.util.List;

/**
 * Knows one vendor's payloads: where the events are in them, what the vendor's words mean, and
 * where he tells what. Thread-safe and total: whatever it is given, it answers events or says that
 * the payload is unreadable.
 */
interface Normaliser {

    /** Vendors send a thousand or two; a megabyte of {@code [0,0,…]} would be half a million. */
    int MOST_EVENTS = 10_000;

    /** What the vendor's words mean. */
    Kinds kinds();

    /**
     * The events in a payload, each with the vendor's words for it.
     *
     * @throws UnreadablePayloadException if the body is broken
     */
    List<VendorEvent> events(Payload payload) throws UnreadablePayloadException;

    /** Adds to a draft what the vendor tells of the event. */
    EventDraft describe(EventDraft draft, VendorEvent event);

    /**
     * The events in a payload; what the vendor's words do not tell is of type unknown.
     *
     * @throws UnreadablePayloadException if the body is broken
     */
    default List<NormalisedEvent> normalise(Payload payload) throws UnreadablePayloadException {
        List<VendorEvent> events = events(payload);
        if (events.size() > MOST_EVENTS) {
            throw new UnreadablePayloadException("more than " + MOST_EVENTS + " events");
        }
        Instant receivedAt = payload.webhook().receivedAt();
        return events.stream()
                .map(event ->
                        describe(draft(event), event)
                                .webhookKey(payload.eventKey())
                                .build(receivedAt))
                .toList();
    }

    private EventDraft draft(VendorEvent event) {
        return kinds().draft(event.words()).content(event.fields());
    }
}
