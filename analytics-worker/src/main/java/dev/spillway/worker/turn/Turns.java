package dev.spillway.worker.turn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

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
            waiting++;
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

    /** True as soon as something waits; false once this is closed. */
    public boolean await() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting == 0 && !closed) {
                arrived.await();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** The next batch, of what waits now; empty if nothing does. */
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
        while (waiting > 0 && bytes < batchBytes && batch.size() < batchItems) {
            Flow.Sized<T> next = next();
            batch.add(next.item());
            bytes += next.bytes();
            waiting--;
        }
        return batch;
    }

    /** There is one: something waits. */
    private Flow.Sized<T> next() {
        while (true) {
            Optional<Flow.Sized<T>> next = main.next().or(overflow::next);
            if (next.isPresent()) {
                return next.get();
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
            arrived.signalAll();
            return Stream.of(main, overflow).flatMap(lane -> lane.clear().stream()).toList();
        } finally {
            lock.unlock();
        }
    }
}
