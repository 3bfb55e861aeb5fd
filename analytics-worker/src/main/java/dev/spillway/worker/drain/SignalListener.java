package dev.spillway.worker.drain;

import dev.spillway.platform.signal.LearntSecret;
import dev.spillway.platform.signal.Quarantined;
import dev.spillway.platform.signal.Rejections;
import dev.spillway.platform.signal.Signal;
import dev.spillway.platform.signal.SignalCodec;
import dev.spillway.platform.signal.SignalCodec.MalformedSignalException;
import dev.spillway.platform.signal.SignalCodec.UnsupportedSignalException;
import dev.spillway.worker.quarantine.QuarantineStore;
import dev.spillway.worker.reject.RejectionStore;
import dev.spillway.worker.sql.Fault;
import dev.spillway.worker.store.DeadLetterReason;
import dev.spillway.worker.store.ParkedMessages;
import dev.spillway.worker.store.StorageFaultException;
import dev.spillway.worker.tenant.LearntSecrets;
import io.awspring.cloud.sqs.listener.MessageListener;
import java.util.Collection;
import java.util.List;
import org.springframework.messaging.Message;

/** Takes in signals, each in a transaction of its own: there are few. Thread-safe. */
final class SignalListener implements MessageListener<String> {

    private final RejectionStore rejections;
    private final LearntSecrets secrets;
    private final QuarantineStore quarantine;
    private final ParkedMessages parked;
    private final Patience patience;
    private final Returns returns;

    SignalListener(
            RejectionStore rejections,
            LearntSecrets secrets,
            QuarantineStore quarantine,
            ParkedMessages parked,
            Patience patience,
            Returns returns) {
        this.rejections = rejections;
        this.secrets = secrets;
        this.quarantine = quarantine;
        this.parked = parked;
        this.patience = patience;
        this.returns = returns;
    }

    @Override
    public void onMessage(Collection<Message<String>> messages) {
        messages.forEach(this::onMessage);
    }

    @Override
    public void onMessage(Message<String> message) {
        try {
            Signal signal = SignalCodec.decode(message.getPayload());
            settle(message, patience.store(() -> store(message, signal)));
        } catch (UnsupportedSignalException e) {
            returns.handBack(List.of(message), HandBackReason.NEWER_VERSION);
        } catch (MalformedSignalException e) {
            settle(
                    message,
                    patience.store(() -> park(message, e, DeadLetterReason.MALFORMED_SIGNAL)));
        }
    }

    private void store(Message<String> message, Signal signal) {
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

    private void park(Message<String> message, RuntimeException failure, DeadLetterReason reason) {
        parked.signal(QueueMessages.unreadable(message, failure), reason);
    }

    private void settle(Message<String> message, boolean stored) {
        if (stored) {
            returns.delete(List.of(message));
        } else {
            returns.handBack(List.of(message), HandBackReason.NOT_STORED);
        }
    }
}
