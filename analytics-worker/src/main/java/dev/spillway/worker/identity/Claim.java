package dev.spillway.worker.identity;

import java.time.Instant;

/**
 * What a webhook or an event claims, and until when: whatever else claims it before {@code
 * expiresAt} is a duplicate. Times are those of receipt, never those of storing, so that a backlog
 * neither makes nor loses duplicates.
 */
public record Claim(Identity identity, Instant claimedAt, Instant expiresAt) {}
