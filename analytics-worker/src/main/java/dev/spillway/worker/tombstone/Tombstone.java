package dev.spillway.worker.tombstone;

import java.time.Instant;

/**
 * Somebody who was erased.
 *
 * @param hash of his address, keyed
 * @param erasedAt webhooks received before must not hold him
 */
@SuppressWarnings("ArrayRecordComponent") // looked through, never compared
public record Tombstone(byte[] hash, Instant erasedAt) {

    /** Whether it covers what was received then. */
    public boolean covers(Instant receivedAt) {
        return receivedAt.isBefore(erasedAt);
    }
}
