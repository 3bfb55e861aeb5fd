package dev.spillway.ingestion.handshake;

import dev.spillway.ingestion.queue.Message;
import dev.spillway.ingestion.queue.QueueSender;
import dev.spillway.platform.handshake.HandshakeEffect;
import dev.spillway.platform.handshake.HandshakeEffect.ConfirmSubscription;
import dev.spillway.platform.handshake.HandshakeEffect.LearnSecret;
import dev.spillway.platform.signal.LearntSecret;
import dev.spillway.platform.signal.SignalCodec;
import java.util.List;

/** Does what a handshake needs done before it may be answered. Thread-safe. */
public final class HandshakeEffects {

    private final QueueSender signals;
    private final SubscriptionConfirmer subscriptions;

    HandshakeEffects(QueueSender signals, SubscriptionConfirmer subscriptions) {
        this.signals = signals;
        this.subscriptions = subscriptions;
    }

    /** Whether it is done; otherwise the vendor has to ask again. */
    public boolean bringAbout(SourceHandshake source, HandshakeEffect effect) {
        return switch (effect) {
            case LearnSecret learnt -> keep(source.sealed(learnt));
            case ConfirmSubscription subscription -> subscriptions.confirm(subscription.address());
        };
    }

    /** The door has no other memory than the queue: the worker writes it to the source's row. */
    private boolean keep(LearntSecret secret) {
        Message message = Message.of(secret.tenantId(), SignalCodec.encode(secret));
        return signals.send(List.of(message)).confirms(0);
    }
}
