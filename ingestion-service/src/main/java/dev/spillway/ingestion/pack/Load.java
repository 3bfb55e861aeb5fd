package dev.spillway.ingestion.pack;

import java.util.List;
import java.util.UUID;

/** Webhooks of one tenant that leave together. At least one. */
record Load(UUID tenantId, List<Waiting> webhooks) {

    Load {
        webhooks = List.copyOf(webhooks);
    }

    void decide(Confirmation outcome) {
        webhooks.forEach(waiting -> waiting.ticket().decide(outcome));
    }

    int size() {
        return webhooks.size();
    }

    Load firstHalf() {
        return new Load(tenantId, webhooks.subList(0, size() / 2));
    }

    Load secondHalf() {
        return new Load(tenantId, webhooks.subList(size() / 2, size()));
    }
}
