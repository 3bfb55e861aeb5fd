package dev.spillway.worker.drain;

import java.time.Duration;
import java.time.Instant;

/**
 * How far all workers together are.
 *
 * @param storedUntil all that was sent to the main lane before is stored, as far as they know;
 *     {@link Instant#EPOCH} where nobody ever received anything
 * @param overflow how long the oldest message of the overflow lane has waited that somebody holds
 */
public record Backlog(Instant storedUntil, Duration overflow) {}
