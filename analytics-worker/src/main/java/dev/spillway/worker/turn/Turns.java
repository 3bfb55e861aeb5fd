package dev.spillway.worker.turn;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was received and waits to be stored, in weighted turns over lanes, and in each lane over
 * tenants. So a quiet tenant's webhook overtakes a flood also where the queue keeps no such order.
 * Thread-safe.
 *
 * @param <T> what waits
 */
public final class Turns<T> {

    private final int batchBytes;
    private final int batchItems;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final LaneTurns<T> main = new LaneTurns<>(Lane.MAIN);
    private final LaneTurns<T> overflow = new LaneTurns<>(Lane.OVERFLOW);
    private int waiting;
    private long waitingBytes;
    private long waitingSince;
    private boolean closed;

    /**
     * @param batchBytes a batch ends with the message that reaches so many
     * @param batchItems and with so many messages
     */
    public Turns(int batchBytes, int batchItems) {
        this.batchBytes = batchBytes;
        this.batchItems = batchItems;
    }

    /** Whether it may wait here; not once this is closed. */
    public boolean add(Lane lane, UUID tenantId, T item, int bytes) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            of(lane).add(tenantId, item, bytes);
            if (waiting == 0) {
                waitingSince = System.nanoTime();
            }
            waiting++;
            waitingBytes += bytes;
            arrived.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Makes a tenant pay for work that his messages' bytes did not tell: he waits so much longer,
     * and so does his lane.
     */
    public void charge(Lane lane, UUID tenantId, int bytes) {
        lock.lock();
        try {
            if (!closed && bytes > 0) {
                of(lane).charge(tenantId, bytes);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * True as soon as a batch is worth its while: at once where nobody else takes one, else when
     * what waits would fill it, or has waited for the others longer than that. False once this is
     * closed.
     */
    public boolean await(BooleanSupplier nobodyElse, Duration patience)
            throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && !(waiting > 0 && nobodyElse.getAsBoolean()) && !fillsABatch()) {
                if (waiting == 0) {
                    arrived.await();
                } else {
                    long left = waitingSince + patience.toNanos() - System.nanoTime();
                    if (left <= 0) {
                        return true;
                    }
                    arrived.awaitNanos(left);
                }
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private boolean fillsABatch() {
        return waiting >= batchItems || waitingBytes >= batchBytes;
    }

    /**
     * The next batch, of what waits now; empty if nothing does. It ends where a flood's turn meets
     * that of somebody who has less: nobody who has little waits for a flood's rows to be written
     * with his.
     */
    public List<T> take() {
        lock.lock();
        try {
            return batch();
        } finally {
            lock.unlock();
        }
    }

    private List<T> batch() {
        List<T> batch = new ArrayList<>();
        int bytes = 0;
        boolean ofAFlood = false;
        @Nullable Flow<T> served = null;
        while (waiting > 0 && bytes < batchBytes && batch.size() < batchItems) {
            LaneTurns<T> lane = laneInTurn();
            Flow<T> flow = lane.next().orElseThrow();
            if (batch.isEmpty()) {
                ofAFlood = isFlood(flow);
            } else if (flow != served && isFlood(flow) != ofAFlood) {
                break;
            }
            served = flow;
            Flow.Sized<T> next = lane.serve(flow);
            batch.add(next.item());
            bytes += next.bytes();
            waiting--;
        }
        waitingBytes -= bytes;
        waitingSince = System.nanoTime();
        return batch;
    }

    /** More than a batch of its own. */
    private boolean isFlood(Flow<T> flow) {
        return flow.waitingBytes() > batchBytes;
    }

    /** There is one: something waits. */
    private LaneTurns<T> laneInTurn() {
        while (true) {
            if (main.next().isPresent()) {
                return main;
            }
            if (overflow.next().isPresent()) {
                return overflow;
            }
            main.grant();
            overflow.grant();
        }
    }

    private LaneTurns<T> of(Lane lane) {
        return switch (lane) {
            case MAIN -> main;
            case OVERFLOW -> overflow;
        };
    }

    /** How many wait. */
    public int waiting() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more and gives back all that waits. */
    public List<T> close() {
        lock.lock();
        try {
            closed = true;
            waiting = 0;
            waitingBytes = 0;
            arrived.signalAll();
            return Stream.of(main, overflow).flatMap(lane -> lane.clear().stream()).toList();
        } finally {
            lock.unlock();
        }
    }
}
