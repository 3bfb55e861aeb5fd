package dev.spillway.worker.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * Whose an identity is: the webhook that was stored, when its row expires, and until when the claim
 * holds against others.
 */
record Holder(UUID webhookId, LocalDate webhookExpiresOn, Instant expiresAt) {}
