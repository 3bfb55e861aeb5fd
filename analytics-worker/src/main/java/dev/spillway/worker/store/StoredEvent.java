package dev.spillway.worker.store;

/** An event that is stored, with the webhook that brought it. */
record StoredEvent(Received received, Reading.Storable reading, FoundEvent found) {}
