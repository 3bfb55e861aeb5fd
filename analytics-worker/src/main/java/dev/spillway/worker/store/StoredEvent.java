package dev.spillway.worker.store;

/** An event that is stored, with the webhook that brought it. */
record StoredEvent(Received received, Reading.Storable reading, FoundEvent found) {

    /** The same, of a campaign that it did not name. */
    StoredEvent broughtBy(String campaign) {
        FoundEvent adopted =
                new FoundEvent(
                        found.id(),
                        found.ordinal(),
                        found.event().broughtBy(campaign),
                        found.claim(),
                        found.recipient());
        return new StoredEvent(received, reading, adopted);
    }
}
