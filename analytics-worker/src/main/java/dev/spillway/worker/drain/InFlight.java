package dev.spillway.worker.drain;

import dev.spillway.worker.turn.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.springframework.util.unit.DataSize;

/**
 * What was received and neither deleted nor handed back yet, bounded by the memory it takes.
 * Thread-safe.
 */
final class InFlight {

    private final long mostBytes;
    private final Set<Delivery> deliveries = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long bytes;

    InFlight(DataSize most) {
        this.mostBytes = most.toBytes();
    }

    /** Exceeds the bound by what one receive brings, since nobody knows that before. */
    void add(Collection<Delivery> received) {
        deliveries.addAll(received);
        change(bytes(received));
    }

    void remove(Collection<Delivery> settled) {
        change(-bytes(settled.stream().filter(deliveries::remove).toList()));
    }

    private static long bytes(Collection<Delivery> some) {
        return some.stream().mapToLong(Delivery::bytes).sum();
    }

    private void change(long by) {
        lock.lock();
        try {
            bytes += by;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many of a queue are in flight. */
    long of(LaneQueue queue) {
        return deliveries.stream().filter(each -> each.queue() == queue).count();
    }

    int size() {
        return deliveries.size();
    }

    /** Whether there is room now. */
    boolean hasRoom(LaneQueue queue, int most) {
        lock.lock();
        try {
            return isRoom(queue, most);
        } finally {
            lock.unlock();
        }
    }

    /** When the oldest of a lane that is not stored entered its queue. */
    Optional<Instant> oldest(Lane lane) {
        return deliveries.stream()
                .filter(each -> each.queue().lane() == lane && !each.isStored())
                .map(Delivery::sentAt)
                .min(Comparator.naturalOrder());
    }

    /** Whether there is room, waiting for it for a while. */
    boolean awaitRoom(LaneQueue queue, int most, Duration atMost) throws InterruptedException {
        return await(() -> isRoom(queue, most), atMost);
    }

    private boolean isRoom(LaneQueue queue, int most) {
        return bytes < mostBytes && of(queue) < most;
    }

    /** Whether nothing is in flight, waiting for that for a while. */
    boolean awaitNone(Duration atMost) throws InterruptedException {
        return await(deliveries::isEmpty, atMost);
    }

    private boolean await(BooleanSupplier condition, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (!condition.getAsBoolean()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                boolean _ = changed.await(left, TimeUnit.NANOSECONDS);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Those that SQS would soon deliver once more, by queue. */
    Map<LaneQueue, List<Delivery>> hiddenFor(Duration atLeast) {
        return deliveries.stream()
                .filter(delivery -> delivery.sinceHidden() >= atLeast.toNanos())
                .collect(Collectors.groupingBy(Delivery::queue));
    }
}
