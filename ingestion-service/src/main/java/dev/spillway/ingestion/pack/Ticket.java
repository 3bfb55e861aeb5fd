package dev.spillway.ingestion.pack;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What a sender's thread waits on. It holds nothing of the webhook, so that whoever looks after the
 * tickets keeps no body alive. Decided once; later decisions change nothing.
 *
 * <p>The thread parks without a timer of its own: a timer for each request costs more than the rest
 * of the waiting. {@link TicketWatch} ends the wait of those whom nobody else decides.
 */
final class Ticket {

    private static final VarHandle OUTCOME;

    static {
        try {
            OUTCOME =
                    MethodHandles.lookup()
                            .findVarHandle(Ticket.class, "outcome", Confirmation.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Thread owner = Thread.currentThread();
    private final long takenAt = System.nanoTime();
    private final long readAt;
    private volatile @Nullable Confirmation outcome;
    private volatile boolean left;

    /**
     * @param readAt of {@link System#nanoTime()}, when the request's last byte was read: its sender
     *     waits since then, whatever was done before the packing
     */
    Ticket(long readAt) {
        this.readAt = readAt;
    }

    /** Its webhook is on its way with a send. */
    void leave() {
        left = true;
    }

    boolean hasLeft() {
        return left;
    }

    boolean isImpatient(Duration patience) {
        return System.nanoTime() - takenAt >= patience.toNanos();
    }

    boolean isLate(Duration deadline) {
        return System.nanoTime() - readAt >= deadline.toNanos();
    }

    /** Negative for one whose sender waits for longer than the other's. */
    int compareWait(Ticket other) {
        return Long.signum(readAt - other.readAt);
    }

    void decide(Confirmation decision) {
        if (OUTCOME.compareAndSet(this, null, decision)) {
            LockSupport.unpark(owner);
        }
    }

    /** Also true where the sender has given up and was told so. */
    boolean isDecided() {
        return outcome != null;
    }

    /**
     * Waits for the decision; only the thread that took the ticket may. An interrupted thread stops
     * waiting: its webhook is unconfirmed unless it was decided before, and it stays interrupted.
     */
    Confirmation await() {
        Confirmation decided = outcome;
        while (decided == null) {
            LockSupport.park(this);
            if (owner.isInterrupted()) {
                decide(Confirmation.UNCONFIRMED);
            }
            decided = outcome;
        }
        return decided;
    }
}
