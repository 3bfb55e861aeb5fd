package dev.spillway.ingestion.pack;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after those who wait, on one thread instead of a timer for each: after the patience it says
 * who should not wait for the sends under way, after the deadline it ends the wait. It is accurate
 * to {@link #TICK}, and sleeps while nobody waits.
 *
 * <p>Patience runs out in the order in which tickets come, so that it looks at the oldest alone.
 * The deadline is counted from a request's last byte, and some have spent of it on a certificate
 * before they came: those who are out of patience are kept in that order.
 */
final class TicketWatch implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(5);

    private static final Logger log = LoggerFactory.getLogger(TicketWatch.class);

    /** Told of a ticket that has run out of patience. */
    @FunctionalInterface
    interface Impatience {
        void hasten(Ticket ticket);
    }

    private final Duration patience;
    private final Duration deadline;
    private final Impatience impatience;

    private final Queue<Ticket> fresh = new ConcurrentLinkedQueue<>();

    /** The watch's own thread's. */
    private final Queue<Ticket> impatient = new PriorityQueue<>(Ticket::compareWait);

    private final Thread thread;
    private volatile boolean asleep;
    private volatile boolean closed;

    TicketWatch(String name, Duration patience, Duration deadline, Impatience impatience) {
        this.patience = patience;
        this.deadline = deadline;
        this.impatience = impatience;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
        this.thread.start();
    }

    void add(Ticket ticket) {
        fresh.add(ticket);
        if (asleep) {
            LockSupport.unpark(thread);
        }
    }

    /**
     * Lives until it is closed, whatever happens: dying, it would leave senders waiting for ever.
     */
    private void run() {
        while (!closed || !fresh.isEmpty() || !impatient.isEmpty()) {
            try {
                sweep();
            } catch (Throwable e) {
                log.error("A sweep failed: {}", e.getClass().getName(), e);
            }
            rest();
        }
    }

    private void sweep() {
        for (Ticket oldest = fresh.peek(); oldest != null; oldest = fresh.peek()) {
            if (!oldest.isDecided() && !oldest.isImpatient(patience)) {
                break;
            }
            fresh.remove();
            if (!oldest.isDecided()) {
                impatient.add(oldest);
                impatience.hasten(oldest);
            }
        }
        for (Ticket oldest = impatient.peek(); oldest != null; oldest = impatient.peek()) {
            if (!oldest.isDecided() && !oldest.isLate(deadline)) {
                break;
            }
            impatient.remove();
            oldest.decide(Confirmation.UNCONFIRMED);
        }
    }

    private void rest() {
        if (!fresh.isEmpty() || !impatient.isEmpty()) {
            LockSupport.parkNanos(TICK.toNanos());
            return;
        }
        asleep = true;
        // Whoever came before it was seen to sleep has not woken it.
        if (fresh.isEmpty() && !closed) {
            LockSupport.park(this);
        }
        asleep = false;
    }

    /** Takes nobody more; ends when the last of those who wait is decided. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
