package dev.spillway.worker.store;

import java.time.LocalDate;
import java.util.UUID;

/** An event as it is stored. */
record KnownEvent(UUID webhookId, int ordinal, UUID id, LocalDate expiresOn, EventFacts facts) {}
