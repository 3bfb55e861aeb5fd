package dev.spillway.app.dashboard;

import java.time.Instant;
import java.util.UUID;

/**
 * Something that went wrong in the last hour, and how often.
 *
 * @param kind {@code rejected}, {@code dead_letter}, or {@code failed} for a signature that was
 *     wrong and let in
 * @param reason the stable code; empty for {@code failed}
 * @param lastAt the last minute in which it happened
 */
public record Failure(String kind, String reason, UUID sourceId, long count, Instant lastAt) {}
