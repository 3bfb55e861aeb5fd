package dev.spillway.ingestion.quarantine;

import dev.spillway.ingestion.queue.Message;
import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.quarantine.HeldRequest;
import dev.spillway.platform.signal.Quarantined;
import dev.spillway.platform.signal.SignalCodec;
import java.util.UUID;

/** A refused request that is still in clear, in this process's memory. */
record WaitingRequest(SourceQuarantine source, UUID id, ErrorCode reason, HeldRequest request) {

    /** Sealed anew each time it is asked for; the id stays, and by it the worker knows it. */
    Message sealed() {
        Quarantined signal = source.sealed(id, reason, request);
        return Message.of(signal.tenantId(), SignalCodec.encode(signal));
    }
}
