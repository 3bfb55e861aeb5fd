package dev.spillway.worker.signal;

import dev.spillway.platform.signal.LearntSecret;
import dev.spillway.platform.signal.Quarantined;
import dev.spillway.platform.signal.Rejections;
import dev.spillway.platform.signal.Signal;
import dev.spillway.platform.signal.SignalCodec;
import dev.spillway.platform.signal.SignalCodec.MalformedSignalException;
import dev.spillway.worker.quarantine.QuarantineStore;
import dev.spillway.worker.reject.RejectionStore;
import dev.spillway.worker.sql.Fault;
import dev.spillway.worker.store.DeadLetterReason;
import dev.spillway.worker.store.ParkedMessages;
import dev.spillway.worker.store.StorageFaultException;
import dev.spillway.worker.tenant.LearntSecrets;
import java.util.UUID;

/**
 * Gives signals their effect, each once and in a transaction of its own: there are few.
 * Thread-safe.
 */
public final class SignalStore {

    private final RejectionStore rejections;
    private final LearntSecrets secrets;
    private final QuarantineStore quarantine;
    private final ParkedMessages parked;

    public SignalStore(
            RejectionStore rejections,
            LearntSecrets secrets,
            QuarantineStore quarantine,
            ParkedMessages parked) {
        this.rejections = rejections;
        this.secrets = secrets;
        this.quarantine = quarantine;
        this.parked = parked;
    }

    /**
     * A message as it came.
     *
     * @param tenantId whose it says it is
     * @param id the queue's own id of it
     */
    public record Incoming(UUID tenantId, UUID id, String text) {}

    /**
     * Stores what a message says, or that it says nothing.
     *
     * @throws dev.spillway.platform.signal.SignalCodec.UnsupportedSignalException if a newer worker
     *     has to do it
     * @throws StorageFaultException if nothing was stored, and trying again may help
     */
    public void store(Incoming message) {
        try {
            store(message, SignalCodec.decode(message.text));
        } catch (MalformedSignalException e) {
            park(message, e, DeadLetterReason.MALFORMED_SIGNAL);
        }
    }

    private void store(Incoming message, Signal signal) {
        try {
            switch (signal) {
                case Rejections counted -> rejections.store(counted);
                case LearntSecret learnt -> secrets.keep(learnt);
                case Quarantined refused -> quarantine.store(refused);
            }
        } catch (RuntimeException e) {
            if (Fault.of(e) != Fault.POISON) {
                throw StorageFaultException.of(e);
            }
            park(message, e, DeadLetterReason.DATA_REFUSED);
        }
    }

    private void park(Incoming message, RuntimeException failure, DeadLetterReason reason) {
        parked.signal(
                new ParkedMessages.Unreadable(
                        message.tenantId, message.id, message.text, failure.getClass().getName()),
                reason);
    }
}
