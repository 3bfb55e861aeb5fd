package dev.spillway.worker.archive;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits to share an object. A load leaves when it is large enough, when its oldest part has
 * waited long enough, or when somebody is in a hurry. Thread-safe.
 */
final class Waiting {

    private final long fullBytes;
    private final int fullMessages;
    private final Duration linger;
    private final Deque<Load> loads = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long bytes;
    private int messages;
    private boolean hurried;
    private boolean hasty;
    private boolean ended;

    Waiting(long fullBytes, int fullMessages, Duration linger) {
        this.fullBytes = fullBytes;
        this.fullMessages = fullMessages;
        this.linger = linger;
    }

    /** Messages that came together, and who waits for them. */
    record Load(List<ArchivedMessage> messages, CompletableFuture<Void> kept, long addedAt) {

        static Load of(List<ArchivedMessage> messages) {
            return new Load(List.copyOf(messages), new CompletableFuture<>(), System.nanoTime());
        }

        long bytes() {
            return messages.stream().mapToLong(ArchivedMessage::size).sum();
        }
    }

    /** Adds a load, or fails it: behind the end nobody would take it. */
    void add(Load load) {
        change(() -> {
            if (ended) {
                load.kept().completeExceptionally(new NotArchivedException(load.messages().size()));
                return;
            }
            loads.add(load);
            bytes += load.bytes();
            messages += load.messages().size();
        });
    }

    /** Lets what waits now leave. */
    void hurry() {
        change(() -> hurried = !loads.isEmpty());
    }

    /** Lets everything leave at once, now and later. */
    void hurryFromNowOn() {
        change(() -> hasty = true);
    }

    /** Nothing is added any more. */
    void end() {
        change(() -> ended = true);
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What leaves next, once it does; nothing when all has left and nothing may come. */
    List<Load> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (loads.isEmpty()) {
                if (ended) {
                    return List.of();
                }
                changed.await();
            }
            long left;
            while ((left = patience()) > 0) {
                boolean _ = changed.await(left, TimeUnit.NANOSECONDS);
            }
            return leaving();
        } finally {
            lock.unlock();
        }
    }

    private long patience() {
        boolean leaves =
                hurried || hasty || ended || bytes >= fullBytes || messages >= fullMessages;
        return leaves ? 0 : linger.toNanos() - (System.nanoTime() - loads.getFirst().addedAt());
    }

    /** At least one; no more than makes an object full. */
    private List<Load> leaving() {
        List<Load> leaving = new ArrayList<>();
        long size = 0;
        int count = 0;
        while (!loads.isEmpty() && size < fullBytes && count < fullMessages) {
            Load load = loads.removeFirst();
            leaving.add(load);
            size += load.bytes();
            count += load.messages().size();
        }
        bytes -= size;
        messages -= count;
        hurried = hurried && !loads.isEmpty();
        return leaving;
    }

    int messages() {
        lock.lock();
        try {
            return messages;
        } finally {
            lock.unlock();
        }
    }
}
