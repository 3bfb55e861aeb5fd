package dev.spillway.ingestion.testkit;

import dev.spillway.ingestion.queue.Message;
import dev.spillway.ingestion.queue.QueueSender;
import dev.spillway.ingestion.queue.SendResult;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;

/** A queue in memory that keeps SQS's limits and fails as a test wants it to. Thread-safe. */
public final class InMemoryQueue implements QueueSender {

    private final List<List<Message>> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger begun = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile BiPredicate<Integer, Message> refuses = (_, _) -> false;
    private volatile boolean broken;
    private volatile boolean away;

    @Override
    public SendResult send(List<Message> messages) {
        demandWithinLimits(messages);
        begun.incrementAndGet();
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return SendResult.none();
        }
        if (broken) {
            throw new IllegalStateException("broken");
        }
        return away ? SendResult.none() : take(messages);
    }

    private static void demandWithinLimits(List<Message> messages) {
        int bytes = messages.stream().mapToInt(Message::bytes).sum();
        if (messages.isEmpty() || messages.size() > MAX_MESSAGES || bytes > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "SQS refuses %d messages of %d bytes".formatted(messages.size(), bytes));
        }
    }

    private SendResult take(List<Message> messages) {
        BitSet confirmed = new BitSet();
        List<Message> taken = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            if (!refuses.test(i, messages.get(i))) {
                confirmed.set(i);
                taken.add(messages.get(i));
            }
        }
        if (!taken.isEmpty()) {
            calls.add(List.copyOf(taken));
        }
        return SendResult.of(confirmed);
    }

    /** Calls wait from now on. */
    public void hold() {
        gate = new CountDownLatch(1);
    }

    /** Calls that wait, and all later ones, go through. */
    public void release() {
        gate.countDown();
    }

    /** Decides by place in the call and message. */
    public void refuse(BiPredicate<Integer, Message> which) {
        refuses = which;
    }

    /** Calls fail as a whole, as in an outage. */
    public void goAway(boolean away) {
        this.away = away;
    }

    public void breakDown(boolean broken) {
        this.broken = broken;
    }

    /** Calls so far, those that wait included. */
    public int begun() {
        return begun.get();
    }

    /** What was confirmed, call by call. */
    public List<List<Message>> calls() {
        return calls;
    }

    public List<Message> messages() {
        return calls.stream().flatMap(List::stream).toList();
    }
}
