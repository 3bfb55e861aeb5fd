package dev.spillway.worker.normalise;

import java.util.List;

/**
 * For vendors nobody here knows: one unknown event, unless a body that calls itself JSON is none.
 */
final class GenericNormaliser implements Normaliser {

    @Override
    public List<NormalisedEvent> normalise(Payload payload) throws UnreadablePayloadException {
        EventDraft draft =
                payload.saysJson()
                        ? EventDraft.unknown(payload.json().text("type"))
                        : EventDraft.of(Channel.OTHER, EventType.UNKNOWN);
        return List.of(
                draft.providerEventId(payload.eventKey()).build(payload.webhook().receivedAt()));
    }
}
