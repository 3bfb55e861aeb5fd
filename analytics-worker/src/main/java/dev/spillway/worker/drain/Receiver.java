package dev.spillway.worker.drain;

import dev.spillway.worker.turn.Turns;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives from one queue, while there is room, and database and archive take writes. Receives more
 * than is written at a time: only among what is in flight can a quiet tenant overtake.
 */
final class Receiver implements Runnable {

    /**
     * How long one look at the gate or for room takes, before it is seen whether the worker stops.
     */
    private static final Duration WAIT = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);
    private static final RandomGenerator RANDOM = RandomGenerator.of("L64X128MixRandom");
    private static final Backoff BACKOFF =
            new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));

    private final LaneQueue queue;
    private final ReceivedMark mark;
    private final InFlight.Room most;
    private final InFlight inFlight;
    private final Turns<Delivery> turns;
    private final Gates gates;
    private final Settlement settlement;
    private final Rhythm rhythm;
    private final Rhythm.Beat beat;
    private volatile boolean stopping;
    private int failures;

    /**
     * @param mark moved on by each receive that goes well
     * @param most of this queue in flight
     * @param rhythm of this queue's receivers
     * @param beat this one's
     */
    Receiver(
            LaneQueue queue,
            ReceivedMark mark,
            InFlight.Room most,
            InFlight inFlight,
            Turns<Delivery> turns,
            Gates gates,
            Settlement settlement,
            Rhythm rhythm,
            Rhythm.Beat beat) {
        this.queue = queue;
        this.mark = mark;
        this.most = most;
        this.inFlight = inFlight;
        this.turns = turns;
        this.gates = gates;
        this.settlement = settlement;
        this.rhythm = rhythm;
        this.beat = beat;
    }

    @Override
    public void run() {
        try {
            while (!stopping) {
                if (beat.await(WAIT) && gates.await(WAIT) && awaitRoom()) {
                    receive();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What only waits to be archived in company gives way. */
    private boolean awaitRoom() throws InterruptedException {
        if (inFlight.hasRoom(queue, most)) {
            return true;
        }
        settlement.hurry();
        return inFlight.awaitRoom(queue, most, WAIT);
    }

    private void receive() throws InterruptedException {
        try {
            Instant began = Instant.now();
            List<Delivery> received = queue.receive();
            accept(received);
            mark.received(began, received);
            failures = 0;
            rhythm.received(received.size());
        } catch (RuntimeException e) {
            failures++;
            if (failures == 1) {
                LOG.warn("{} gives no messages: {}", queue.lane().code(), e.getMessage());
            }
            Thread.sleep(BACKOFF.delay(failures, RANDOM));
        }
    }

    private void accept(List<Delivery> received) {
        inFlight.add(received);
        for (Delivery delivery : received) {
            if (!turns.add(queue.lane(), delivery.tenantId(), delivery, delivery.work())) {
                settlement.handBack(List.of(delivery), HandBackReason.STOPPING);
            }
        }
    }

    /**
     * Lets a receive that is under way end: what it got would otherwise stay hidden for a minute.
     */
    void stop() {
        stopping = true;
    }
}
