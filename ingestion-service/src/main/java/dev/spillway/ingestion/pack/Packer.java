package dev.spillway.ingestion.pack;

import dev.spillway.ingestion.lane.Lane;
import dev.spillway.ingestion.queue.Calls;
import dev.spillway.ingestion.queue.Message;
import dev.spillway.ingestion.queue.QueueSender;
import dev.spillway.ingestion.queue.SendResult;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.platform.telemetry.Metrics;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Group commit. Webhooks gather per tenant while sends are in flight and leave together with the
 * next one. A lone webhook leaves at once; only a send whose last call was full waits a moment.
 *
 * <p>How many sends are in flight follows from the load, because each call costs both sides about a
 * millisecond of CPU however little it carries. The first starts with the first webhook. A further
 * one starts when it would be full, or when a webhook has waited longer than its patience for those
 * under way, and it ends when it would no longer be full.
 *
 * <p>Thread-safe. Made for virtual threads: each caller waits for the confirmation of its own
 * parcel.
 */
public final class Packer implements AutoCloseable {

    /** Gauge: calls to SQS under way. Tags: lane. */
    static final String SENDS_IN_FLIGHT = "spillway.door.sends.in.flight";

    /** Gauge, in bytes: webhooks that wait for a call. Tags: lane. */
    static final String WAITING = "spillway.door.waiting";

    /** At most how long a send gives way before it goes; less than a call to SQS costs. */
    private static final Duration BOARDING = Duration.ofMillis(1);

    private static final Logger log = LoggerFactory.getLogger(Packer.class);

    private final QueueSender queue;
    private final PackProperties properties;
    private final DistributionSummary webhooksPerParcel;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final Backlog backlog = new Backlog();
    private final TicketWatch watch;
    private int sendsInFlight;
    private boolean closed;

    Packer(Lane lane, QueueSender queue, PackProperties properties, MeterRegistry meters) {
        this.queue = queue;
        this.properties = properties;
        this.webhooksPerParcel = meters.summary(Metrics.PARCEL_WEBHOOKS, "lane", lane.code());
        this.watch =
                new TicketWatch(
                        "pack-watch-" + lane.code(),
                        properties.patience(),
                        properties.deadline(),
                        this::hasten);
        Gauge.builder(SENDS_IN_FLIGHT, this, Packer::sendsInFlight)
                .tag("lane", lane.code())
                .register(meters);
        Gauge.builder(WAITING, this, Packer::waitingBytes)
                .tag("lane", lane.code())
                .baseUnit("bytes")
                .register(meters);
    }

    /**
     * Sends a webhook and waits until SQS holds it or the deadline has passed.
     *
     * <p>A webhook that timed out may still be confirmed afterwards, if its parcel was under way.
     * Its sender was told to come back, does, and is a duplicate then: the worker stores it once.
     * The other order, an acknowledgement for what SQS does not hold, cannot happen.
     *
     * @param readAt of {@link System#nanoTime()}, when the request's last byte was read: from then
     *     on the deadline counts
     */
    public Confirmation pack(UUID tenantId, Webhook webhook, long readAt) {
        Waiting waiting = new Waiting(tenantId, webhook, readAt);
        if (!enter(waiting)) {
            return Confirmation.UNCONFIRMED;
        }
        watch.add(waiting.ticket());
        return waiting.ticket().await();
    }

    private boolean enter(Waiting waiting) {
        lock.lock();
        try {
            if (closed || backlog.bytes() + waiting.bytes() > properties.maxWaiting().toBytes()) {
                return false;
            }
            backlog.add(waiting);
            if (sendsInFlight == 0 || backlog.fillsACall()) {
                startSending();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void hasten(Ticket ticket) {
        lock.lock();
        try {
            if (!ticket.hasLeft()) {
                startSending();
            }
        } finally {
            lock.unlock();
        }
    }

    private void startSending() {
        if (sendsInFlight < properties.maxSendsInFlight()) {
            sendsInFlight++;
            Thread.ofVirtual().name("pack").start(this::sendWhileWorthwhile);
        }
    }

    private void sendWhileWorthwhile() {
        board();
        List<Load> loads = firstLoads();
        while (!loads.isEmpty()) {
            send(loads);
            gatherAfter(loads);
            board();
            loads = nextLoads();
        }
    }

    /**
     * Where a call is full of parcels, many tenants send little each: a moment later their parcels
     * hold more, and a parcel costs both sides much the same however much it holds.
     */
    private void gatherAfter(List<Load> loads) {
        if (loads.size() == QueueSender.MAX_MESSAGES) {
            LockSupport.parkNanos(properties.gathering().toNanos());
        }
    }

    /**
     * Gives way to whoever is ready to run, as long as that brings webhooks: those whom the last
     * call answered post again, and a call that has them too costs no more. A lone webhook loses
     * nothing by it, for then nobody else is ready.
     */
    @SuppressWarnings("ThreadPriorityCheck") // to give way is what it is for; nothing rests on it
    private void board() {
        long end = System.nanoTime() + BOARDING.toNanos();
        long before = -1;
        long aboard = waitingBytes();
        while (aboard > before && aboard < Backlog.CALL_BYTES && System.nanoTime() < end) {
            Thread.yield();
            before = aboard;
            aboard = waitingBytes();
        }
    }

    private List<Load> firstLoads() {
        lock.lock();
        try {
            return takeOrStop();
        } finally {
            lock.unlock();
        }
    }

    /** Empty means that this send has ended, decided together with whether anything waits. */
    private List<Load> nextLoads() {
        lock.lock();
        try {
            if (sendsInFlight > 1 && !backlog.fillsACall()) {
                stopSending();
                return List.of();
            }
            return takeOrStop();
        } finally {
            lock.unlock();
        }
    }

    private List<Load> takeOrStop() {
        List<Load> loads = backlog.take();
        if (loads.isEmpty()) {
            stopSending();
        }
        return loads;
    }

    private void stopSending() {
        sendsInFlight--;
        if (sendsInFlight == 0) {
            idle.signalAll();
        }
    }

    /**
     * Whatever happens, everyone who waits for these loads hears of it, and the thread lives:
     * dying, it would keep its place among the sends in flight for ever.
     */
    private void send(List<Load> loads) {
        try {
            List<SealedParcel> parcels =
                    loads.stream().flatMap(load -> SealedParcel.seal(load).stream()).toList();
            Calls.of(parcels, SealedParcel::bytes).forEach(this::call);
        } catch (Throwable e) {
            log.error("Parcels could not be sent: {}", e.getClass().getName(), e);
        } finally {
            loads.forEach(load -> load.decide(Confirmation.UNCONFIRMED));
        }
    }

    private void call(List<SealedParcel> parcels) {
        List<Message> messages = parcels.stream().map(SealedParcel::message).toList();
        SendResult result = queue.send(messages);
        for (int i = 0; i < parcels.size(); i++) {
            Load load = parcels.get(i).load();
            if (result.confirms(i)) {
                webhooksPerParcel.record(load.size());
                load.decide(Confirmation.CONFIRMED);
            } else {
                load.decide(Confirmation.UNCONFIRMED);
            }
        }
    }

    /** Takes nothing more and waits, for a while, until what it took is decided. */
    @Override
    public void close() {
        long left = properties.drainTimeout().toNanos();
        lock.lock();
        try {
            closed = true;
            while (sendsInFlight > 0 && left > 0) {
                left = idle.awaitNanos(left);
            }
            if (sendsInFlight > 0) {
                log.warn("{} bytes still waited when the service stopped", backlog.bytes());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
            watch.close();
        }
    }

    long waitingBytes() {
        lock.lock();
        try {
            return backlog.bytes();
        } finally {
            lock.unlock();
        }
    }

    int sendsInFlight() {
        lock.lock();
        try {
            return sendsInFlight;
        } finally {
            lock.unlock();
        }
    }
}
