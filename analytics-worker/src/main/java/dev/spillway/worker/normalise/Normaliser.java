package dev.spillway.worker.normalise;

import java.util.List;

/**
 * Knows one vendor's payloads. Thread-safe and total: whatever JSON it is given, it answers events
 * or says that the payload is unreadable.
 */
@FunctionalInterface
interface Normaliser {

    /**
     * The events in a payload; what it cannot name is of type unknown.
     *
     * @throws UnreadablePayloadException if the body is broken
     */
    List<NormalisedEvent> normalise(Payload payload) throws UnreadablePayloadException;
}
