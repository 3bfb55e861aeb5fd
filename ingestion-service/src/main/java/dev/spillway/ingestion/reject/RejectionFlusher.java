package dev.spillway.ingestion.reject;

import dev.spillway.ingestion.queue.Calls;
import dev.spillway.ingestion.queue.Message;
import dev.spillway.ingestion.queue.QueueSender;
import dev.spillway.ingestion.queue.SendResult;
import dev.spillway.platform.signal.Rejections;
import dev.spillway.platform.signal.SignalCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the ledger's counts to the signals' queue about once a second. What the queue does not
 * confirm is sent again under the same id, so that a lost answer counts nothing twice; until then
 * the ledger keeps counting, within its bounds.
 */
final class RejectionFlusher implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RejectionFlusher.class);

    private final RejectionLedger ledger;
    private final QueueSender queue;
    private final RejectProperties properties;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofVirtual().name("rejections").factory());
    private List<Message> unsent = List.of();

    RejectionFlusher(RejectionLedger ledger, QueueSender queue, RejectProperties properties) {
        this.ledger = ledger;
        this.queue = queue;
        this.properties = properties;
    }

    void start() {
        long interval = properties.flushInterval().toMillis();
        var _ =
                timer.scheduleWithFixedDelay(
                        this::tryToFlush, interval, interval, TimeUnit.MILLISECONDS);
    }

    /** A throw would end the timer. */
    private void tryToFlush() {
        try {
            flush();
        } catch (RuntimeException e) {
            log.error("Rejections could not be sent", e);
        }
    }

    synchronized void flush() {
        if (unsent.isEmpty()) {
            unsent = ledger.drain().stream().map(RejectionFlusher::message).toList();
        }
        unsent = send(unsent);
    }

    /**
     * What is left. Ends with the first call that fails as a whole: the others would time out too.
     */
    private List<Message> send(List<Message> messages) {
        List<Message> left = new ArrayList<>(messages);
        for (List<Message> call : Calls.of(messages, Message::bytes)) {
            SendResult result = queue.send(call);
            if (result.isEmpty()) {
                return left;
            }
            left.removeAll(result.confirmed(call));
        }
        return left;
    }

    private static Message message(Rejections rejections) {
        return Message.of(rejections.tenantId(), SignalCodec.encode(rejections));
    }

    /** Sends what is left: the web server has stopped by now, so nothing is added. */
    @Override
    public void close() {
        timer.shutdown();
        tryToFlush();
        // What waited behind an unsent signal has had no turn yet.
        tryToFlush();
        if (!unsent.isEmpty()) {
            log.warn("{} rejection signals were lost when the service stopped", unsent.size());
        }
    }
}
