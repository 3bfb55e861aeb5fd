package dev.spillway.worker.drain;

import dev.spillway.platform.signal.SignalCodec.UnsupportedSignalException;
import dev.spillway.worker.archive.ArchivedMessage;
import dev.spillway.worker.archive.MessageArchive;
import dev.spillway.worker.signal.SignalStore;
import io.awspring.cloud.sqs.listener.MessageListener;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.springframework.messaging.Message;

/** Takes in signals: stored, then archived, then deleted. Thread-safe. */
final class SignalListener implements MessageListener<String> {

    private final SignalStore signals;
    private final MessageArchive archive;
    private final Patience patience;
    private final Returns returns;
    private final HiddenSignals hidden;

    SignalListener(
            SignalStore signals,
            MessageArchive archive,
            Patience patience,
            Returns returns,
            HiddenSignals hidden) {
        this.signals = signals;
        this.archive = archive;
        this.patience = patience;
        this.returns = returns;
        this.hidden = hidden;
    }

    @Override
    public void onMessage(Message<String> message) {
        onMessage(List.of(message));
    }

    @Override
    public void onMessage(Collection<Message<String>> messages) {
        hidden.begin(messages);
        try {
            List<Message<String>> stored = new ArrayList<>();
            for (Message<String> message : messages) {
                if (store(message)) {
                    stored.add(message);
                }
            }
            archiveAndDelete(stored);
        } finally {
            hidden.end(messages);
        }
    }

    /** Whether it was; otherwise it was handed back. */
    private boolean store(Message<String> message) {
        try {
            if (patience.store(() -> signals.store(QueueMessages.incoming(message)))) {
                return true;
            }
            handBack(List.of(message), HandBackReason.NOT_STORED);
        } catch (UnsupportedSignalException e) {
            handBack(List.of(message), HandBackReason.NEWER_VERSION);
        }
        return false;
    }

    /** Waits for the object: of signals only so many are in flight as the container holds. */
    private void archiveAndDelete(List<Message<String>> stored) {
        if (stored.isEmpty()) {
            return;
        }
        List<ArchivedMessage> kept = stored.stream().map(QueueMessages::archived).toList();
        try {
            archive.keepNow(kept).join();
            returns.delete(stored);
        } catch (CompletionException e) {
            handBack(stored, HandBackReason.NOT_ARCHIVED);
        }
    }

    /** Not hidden any more, lest that outlasts the delay after which others are to see it. */
    private void handBack(List<Message<String>> messages, HandBackReason reason) {
        hidden.end(messages);
        returns.handBack(messages, reason);
    }
}
