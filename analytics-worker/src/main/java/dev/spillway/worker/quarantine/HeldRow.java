package dev.spillway.worker.quarantine;

import java.time.Instant;
import java.util.UUID;

/**
 * A request that is held, sealed as it came.
 *
 * @param keyVersion of the tenant's data key that sealed it
 */
@SuppressWarnings("ArrayRecordComponent") // rows are never compared
record HeldRow(
        UUID tenantId,
        UUID id,
        UUID sourceId,
        Instant receivedAt,
        String reason,
        int keyVersion,
        byte[] sealed) {

    @Override
    public String toString() {
        return "HeldRow[" + id + "]";
    }
}
