package dev.spillway.worker.drain;

import io.awspring.cloud.sqs.listener.SqsHeaders;
import io.awspring.cloud.sqs.listener.Visibility;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.Message;

/**
 * Keeps signals hidden from other workers for as long as this one works on them: ten of them, each
 * with its patience, take longer than a message is hidden. Thread-safe.
 */
final class HiddenSignals implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HiddenSignals.class);

    private final Duration visibility;
    private final Set<Message<String>> inWork = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService keeper =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("keep-signals-hidden").factory());

    /**
     * @param visibility how long they are hidden, from their receipt on, and again each time
     */
    HiddenSignals(Duration visibility) {
        this.visibility = visibility;
        long often = visibility.dividedBy(3).toMillis();
        var _ = keeper.scheduleWithFixedDelay(this::hide, often, often, TimeUnit.MILLISECONDS);
    }

    /** Work on these begins. */
    void begin(Collection<Message<String>> messages) {
        inWork.addAll(messages);
    }

    /** Work on these has ended: they are deleted, or handed back. */
    void end(Collection<Message<String>> messages) {
        messages.forEach(inWork::remove);
    }

    private void hide() {
        try {
            inWork.forEach(this::hide);
        } catch (RuntimeException e) {
            LOG.error("signals in work could not be kept hidden", e);
        }
    }

    private void hide(Message<String> message) {
        Visibility its =
                message.getHeaders()
                        .get(SqsHeaders.SQS_VISIBILITY_TIMEOUT_HEADER, Visibility.class);
        if (its != null) {
            var _ =
                    its.changeToAsync((int) visibility.toSeconds())
                            .exceptionally(failure -> {
                                // It may come a second time, and finds its claim then.
                                LOG.debug("a signal was not kept hidden", failure);
                                return null;
                            });
        }
    }

    @Override
    public void close() {
        keeper.shutdownNow();
    }
}
