package dev.spillway.worker.quarantine;

import dev.spillway.platform.signal.Quarantined;
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

    /** As it is once a signal was stored. */
    static HeldRow of(Quarantined request) {
        return new HeldRow(
                request.tenantId(),
                request.id(),
                request.sourceId(),
                request.receivedAt(),
                request.reason(),
                request.keyVersion(),
                request.sealed());
    }

    @Override
    public String toString() {
        return "HeldRow[" + id + "]";
    }
}
