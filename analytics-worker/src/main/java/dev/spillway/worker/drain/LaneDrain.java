package dev.spillway.worker.drain;

import dev.spillway.worker.turn.Turns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of the lanes: receivers, writers, and one that keeps hidden what is worked on.
 * Started and stopped once.
 *
 * <p>They are few, and threads of the system: those of writers reckon for tens of milliseconds at a
 * time, and virtual ones would not give way to a receiver, or to the writer of a small batch.
 */
final class LaneDrain {

    private static final Logger LOG = LoggerFactory.getLogger(LaneDrain.class);

    /** Before a thread that failed begins anew. */
    private static final Duration ANEW = Duration.ofSeconds(1);

    private final List<Receiver> receivers;
    private final List<Writer> writers;
    private final Turns<Delivery> turns;
    private final InFlight inFlight;
    private final Settlement settlement;
    private final Duration visibility;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private final ScheduledExecutorService keeper =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("keep-hidden").factory());

    LaneDrain(
            List<Receiver> receivers,
            List<Writer> writers,
            Turns<Delivery> turns,
            InFlight inFlight,
            Settlement settlement,
            Duration visibility) {
        this.receivers = List.copyOf(receivers);
        this.writers = List.copyOf(writers);
        this.turns = turns;
        this.inFlight = inFlight;
        this.settlement = settlement;
        this.visibility = visibility;
    }

    void start() {
        receivers.forEach(receiver -> start("receive", receiver));
        writers.forEach(writer -> start("write", writer));
        long often = visibility.dividedBy(8).toMillis();
        var _ =
                keeper.scheduleWithFixedDelay(
                        this::keepHidden, often, often, TimeUnit.MILLISECONDS);
    }

    private void start(String name, Runnable work) {
        threads.add(
                Thread.ofPlatform()
                        .daemon()
                        .name(name + "-" + threads.size())
                        .start(() -> untilStop(work)));
    }

    /** Both end when they are told to. If something else ends one, it begins anew. */
    private void untilStop(Runnable work) {
        boolean ended = false;
        while (!ended) {
            try {
                work.run();
                ended = true;
            } catch (RuntimeException | Error e) {
                LOG.error("{} failed and begins anew", Thread.currentThread().getName(), e);
                ended = isStoppedWithin(ANEW);
            }
        }
    }

    private boolean isStoppedWithin(Duration pause) {
        try {
            return stopped.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void keepHidden() {
        try {
            inFlight.hiddenFor(visibility.dividedBy(2))
                    .forEach((queue, some) -> {
                        var _ = queue.keepHidden(some);
                    });
        } catch (RuntimeException e) {
            LOG.error("messages in flight could not be kept hidden", e);
        }
    }

    /** What waits goes back to its queue at once; what is being written has so long to end. */
    void stop(Duration atMost) {
        receivers.forEach(Receiver::stop);
        stopped.countDown();
        settlement.handBack(turns.close(), HandBackReason.STOPPING);
        long deadline = System.nanoTime() + atMost.toNanos();
        try {
            for (Thread thread : threads) {
                thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            }
            if (!inFlight.awaitNone(Duration.ofNanos(deadline - System.nanoTime()))) {
                LOG.warn("{} messages will come again after their visibility", inFlight.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        keeper.shutdownNow();
    }
}
