package dev.spillway.worker.pace;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * How many batches are written at a time: one more after each round in which the database kept up,
 * a quarter fewer when it took too long, half when batches stood in each other's way or it failed
 * (additive increase, multiplicative decrease, as TCP finds its rate: RFC 5681, 3.1). Begins anew
 * after a rest, as TCP does (4.1): a flood comes at once, and has to be received before anybody can
 * overtake it. Thread-safe.
 */
public final class Pace {

    /** After so long without a batch, what was learned of the database is old. */
    private static final Duration REST = Duration.ofSeconds(1);

    private static final double SLOWER = 0.75;
    private static final double HALF = 0.5;

    private final int floor;
    private final int ceiling;
    private final Duration target;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private double limit;
    private int writing;
    private long lastDecrease;
    private long lastEnd;

    /**
     * @param floor batches that are written at a time even if each takes longer than the target
     * @param ceiling at most
     * @param target how long a batch may take
     */
    public Pace(int floor, int ceiling, Duration target) {
        this(floor, ceiling, target, System::nanoTime);
    }

    Pace(int floor, int ceiling, Duration target, LongSupplier nanoTime) {
        this.floor = Math.min(floor, ceiling);
        this.ceiling = ceiling;
        this.target = target;
        this.limit = this.floor;
        this.nanoTime = nanoTime;
        this.lastDecrease = nanoTime.getAsLong();
        this.lastEnd = lastDecrease;
    }

    /** Waits until one more may write; to be followed by {@link #end}. */
    public void begin() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (writing == 0 && nanoTime.getAsLong() - lastEnd > REST.toNanos()) {
                limit = floor;
            }
            while (writing >= (int) limit) {
                room.await();
            }
            writing++;
        } finally {
            lock.unlock();
        }
    }

    /** Whether nobody writes. */
    public boolean isIdle() {
        lock.lock();
        try {
            return writing == 0;
        } finally {
            lock.unlock();
        }
    }

    public void end() {
        lock.lock();
        try {
            writing--;
            lastEnd = nanoTime.getAsLong();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A batch was committed. */
    public void committed(Duration elapsed) {
        lock.lock();
        try {
            if (elapsed.compareTo(target) > 0) {
                decrease(SLOWER, elapsed);
            } else if (writing >= (int) limit) {
                // Only who uses the limit learns that there is room beyond it.
                limit = Math.min(ceiling, limit + 1 / limit);
                room.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** A batch met a deadlock or a lock that was not given up, or the database failed it. */
    public void failed() {
        lock.lock();
        try {
            decrease(HALF, target);
        } finally {
            lock.unlock();
        }
    }

    /** Once for all batches that were under way together: they tell of the same moment. */
    private void decrease(double factor, Duration since) {
        long now = nanoTime.getAsLong();
        if (now - lastDecrease >= since.toNanos()) {
            limit = Math.max(floor, limit * factor);
            lastDecrease = now;
        }
    }

    /** Batches that may be written at a time at present. */
    public int limit() {
        lock.lock();
        try {
            return (int) limit;
        } finally {
            lock.unlock();
        }
    }
}
