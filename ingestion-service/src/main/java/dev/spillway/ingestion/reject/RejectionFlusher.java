package dev.spillway.ingestion.reject;

import dev.spillway.ingestion.queue.Calls;
import dev.spillway.ingestion.queue.QueueSender;
import dev.spillway.ingestion.queue.SendResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the ledger's counts to the signals' queue about once a second. What the queue does not
 * confirm is sent again under the same id, so that a lost answer counts nothing twice. While the
 * queue is away the ledger keeps counting, within its bounds; a single signal that the queue goes
 * on refusing holds nobody else's up, and is given up.
 */
final class RejectionFlusher implements AutoCloseable {

    /** How often a signal may be refused by a queue that answers. */
    private static final int MOST_REFUSALS = 5;

    private static final Logger log = LoggerFactory.getLogger(RejectionFlusher.class);

    private final RejectionLedger ledger;
    private final QueueSender queue;
    private final RejectProperties properties;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofVirtual().name("rejections").factory());
    private List<UnsentSignal> unsent = List.of();
    private boolean away;

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
        } catch (Throwable e) {
            log.error("Rejections could not be sent", e);
        }
    }

    synchronized void flush() {
        List<UnsentSignal> due = new ArrayList<>(unsent);
        if (!away) {
            ledger.drain().stream().map(UnsentSignal::of).forEach(due::add);
        }
        // Kept before anything is sent: a throw must lose nothing.
        unsent = due;
        send(due);
    }

    /** Ends with the first call that fails as a whole: the others would time out too. */
    private void send(List<UnsentSignal> due) {
        List<UnsentSignal> refused = new ArrayList<>();
        int looked = 0;
        for (List<UnsentSignal> call : Calls.of(due, signal -> signal.message().bytes())) {
            away = true;
            SendResult result = queue.send(call.stream().map(UnsentSignal::message).toList());
            if (!result.isAnswered()) {
                return;
            }
            away = false;
            looked += call.size();
            refused.addAll(refused(call, result));
            unsent = new ArrayList<>(refused);
            unsent.addAll(due.subList(looked, due.size()));
        }
    }

    /** What the queue is to be asked once more to take. */
    private List<UnsentSignal> refused(List<UnsentSignal> call, SendResult result) {
        List<UnsentSignal> again = new ArrayList<>();
        for (int i = 0; i < call.size(); i++) {
            if (!result.confirms(i)) {
                UnsentSignal signal = call.get(i).refusedOnceMore();
                if (signal.refusals() < MOST_REFUSALS) {
                    again.add(signal);
                } else {
                    giveUp(signal);
                }
            }
        }
        return again;
    }

    private void giveUp(UnsentSignal signal) {
        ledger.leaveOut(signal.requests());
        log.warn("The queue goes on refusing a signal of {} rejections", signal.requests());
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
