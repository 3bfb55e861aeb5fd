package dev.spillway.worker.drain;

import dev.spillway.worker.turn.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BinaryOperator;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * What was received and neither deleted nor handed back yet, bounded for each queue: what one holds
 * takes nothing from the others. Thread-safe.
 */
final class InFlight {

    private final Set<Delivery> deliveries = ConcurrentHashMap.newKeySet();
    private final Map<LaneQueue, Room> held = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** So many messages, and of so many bytes together. */
    record Room(int messages, long bytes) {

        private static final Room NONE = new Room(0, 0);

        private static Room of(Collection<Delivery> some) {
            return new Room(some.size(), some.stream().mapToLong(Delivery::bytes).sum());
        }

        private Room plus(Room more) {
            return new Room(messages + more.messages, bytes + more.bytes);
        }

        private Room minus(Room less) {
            return new Room(messages - less.messages, bytes - less.bytes);
        }
    }

    /** Exceeds the bound by what one receive brings, since nobody knows that before. */
    void add(Collection<Delivery> received) {
        deliveries.addAll(received);
        change(received, Room::plus);
    }

    void remove(Collection<Delivery> settled) {
        change(settled.stream().filter(deliveries::remove).toList(), Room::minus);
    }

    private void change(Collection<Delivery> some, BinaryOperator<Room> by) {
        Map<LaneQueue, List<Delivery>> byQueue =
                some.stream().collect(Collectors.groupingBy(Delivery::queue));
        lock.lock();
        try {
            byQueue.forEach((queue, its) -> held.put(queue, by.apply(of(queue), Room.of(its))));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Room of(LaneQueue queue) {
        return held.getOrDefault(queue, Room.NONE);
    }

    int size() {
        return deliveries.size();
    }

    /** Whether there is room now. */
    boolean hasRoom(LaneQueue queue, Room most) {
        lock.lock();
        try {
            return isRoom(queue, most);
        } finally {
            lock.unlock();
        }
    }

    /**
     * When the oldest of a lane that is not stored entered its queue. What SQS gave up delivering
     * is old by nature, and says nothing of how far behind a lane is.
     */
    Optional<Instant> oldest(Lane lane) {
        return deliveries.stream()
                .filter(each -> each.queue().lane() == lane)
                .filter(each -> !each.isStored() && !each.queue().isGivenUp())
                .map(Delivery::sentAt)
                .min(Comparator.naturalOrder());
    }

    /** Whether there is room, waiting for it for a while. */
    boolean awaitRoom(LaneQueue queue, Room most, Duration atMost) throws InterruptedException {
        return await(() -> isRoom(queue, most), atMost);
    }

    private boolean isRoom(LaneQueue queue, Room most) {
        Room its = of(queue);
        return its.messages < most.messages && its.bytes < most.bytes;
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
