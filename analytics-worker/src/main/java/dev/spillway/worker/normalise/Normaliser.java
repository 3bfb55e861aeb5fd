package dev.spillway.worker.normalise;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Knows one vendor's payloads: where the events are in them, what the vendor's words mean, and
 * where he tells what. Thread-safe and total: whatever it is given, it answers events or says that
 * the payload is unreadable.
 */
interface Normaliser {

    /** Vendors send a thousand or two; a megabyte of {@code [0,0,…]} would be half a million. */
    int MOST_EVENTS = 10_000;

    /**
     * In the texts of all events: twice what a body can hold. What each event is told of by one
     * place in the payload, its tags for example, would else take memory without end.
     */
    long MOST_CHARACTERS = 2L * Inflating.MAX_BYTES;

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
        List<NormalisedEvent> normalised = new ArrayList<>();
        long characters = 0;
        for (VendorEvent event : events) {
            NormalisedEvent next =
                    describe(draft(event), event).webhookKey(payload.eventKey()).build(receivedAt);
            characters += next.length();
            if (characters > MOST_CHARACTERS) {
                throw new UnreadablePayloadException("events that say more than the payload");
            }
            normalised.add(next);
        }
        return normalised;
    }

    private EventDraft draft(VendorEvent event) {
        return kinds().draft(event.words()).content(event.fields());
    }
}
