package dev.spillway.worker.normalise;

import java.util.List;

/**
 * For vendors nobody here knows: one unknown event, unless a body that calls itself JSON is none.
 */
final class GenericNormaliser implements Normaliser {

    @Override
    public Kinds kinds() {
        return Kinds.none();
    }

    @Override
    public List<VendorEvent> events(Payload payload) throws UnreadablePayloadException {
        Fields body = payload.saysJson() ? payload.json() : Fields.none();
        return payload.only(body, body.text("type"));
    }

    @Override
    public EventDraft describe(EventDraft draft, VendorEvent event) {
        return draft;
    }
}
