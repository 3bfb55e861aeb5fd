package dev.spillway.worker.normalise;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** One with a bug, which some of a vendor's webhooks bring out. */
public final class BrokenNormaliser implements Normaliser {

    /** What brings it out, in a body. */
    public static final String BUG = "no such element";

    private final Normaliser sound = new GenericNormaliser();

    private BrokenNormaliser() {}

    /** Normalisers of whom that of one provider has it. */
    public static Normalisers of(String provider) {
        return new Normalisers(Map.of(provider, new BrokenNormaliser()));
    }

    @Override
    public Kinds kinds() {
        return sound.kinds();
    }

    @Override
    public List<VendorEvent> events(Payload payload) throws UnreadablePayloadException {
        if (new String(payload.webhook().body(), StandardCharsets.UTF_8).contains(BUG)) {
            throw new IndexOutOfBoundsException(BUG);
        }
        return sound.events(payload);
    }

    @Override
    public EventDraft describe(EventDraft draft, VendorEvent event) {
        return sound.describe(draft, event);
    }
}
