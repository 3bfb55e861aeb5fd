package dev.spillway.ingestion.quarantine;

import dev.spillway.ingestion.queue.Calls;
import dev.spillway.ingestion.queue.Message;
import dev.spillway.ingestion.queue.QueueSender;
import dev.spillway.ingestion.queue.SendResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals what waits and sends it to the signals' queue, on a thread of its own. While the queue
 * takes nothing the same requests are tried again and later ones find no room: what is refused is
 * kept as well as can be, and never at the cost of what is accepted.
 */
final class QuarantineSender implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(QuarantineSender.class);

    private final WaitingRequests waiting;
    private final QueueSender queue;
    private final QuarantineMeters meters;
    private final Duration interval;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofVirtual().name("quarantine").factory());
    private List<WaitingRequest> unsent = List.of();

    QuarantineSender(
            WaitingRequests waiting,
            QueueSender queue,
            QuarantineMeters meters,
            Duration interval) {
        this.waiting = waiting;
        this.queue = queue;
        this.meters = meters;
        this.interval = interval;
    }

    /** A request with the message that it becomes. */
    private record Sealed(WaitingRequest waiting, Message message) {
        boolean fits() {
            return message.bytes() <= QueueSender.MAX_BYTES;
        }
    }

    void start() {
        long millis = interval.toMillis();
        var _ =
                timer.scheduleWithFixedDelay(
                        this::tryToFlush, millis, millis, TimeUnit.MILLISECONDS);
    }

    /** A throw would end the timer. */
    private void tryToFlush() {
        try {
            flush();
        } catch (Throwable e) {
            log.error("Refused requests could not be quarantined", e);
        }
    }

    /** Ends when nothing waits, or with the first call that fails as a whole. */
    synchronized void flush() {
        do {
            if (unsent.isEmpty()) {
                unsent = waiting.take();
            }
            if (unsent.isEmpty()) {
                return;
            }
            send();
        } while (unsent.isEmpty());
    }

    private void send() {
        List<Sealed> fitting = new ArrayList<>();
        List<WaitingRequest> oversized = new ArrayList<>();
        for (WaitingRequest request : unsent) {
            Sealed sealed = new Sealed(request, request.sealed());
            if (sealed.fits()) {
                fitting.add(sealed);
            } else {
                oversized.add(request);
            }
        }
        leaveOut(oversized, LeftOut.TOO_LARGE);
        for (List<Sealed> call : Calls.of(fitting, sealed -> sealed.message().bytes())) {
            SendResult result = queue.send(call.stream().map(Sealed::message).toList());
            if (!result.isAnswered()) {
                return;
            }
            sent(call.stream().map(Sealed::waiting).toList(), result);
        }
    }

    /** What the queue refuses, it would refuse again, and hold up all that comes later. */
    private void sent(List<WaitingRequest> call, SendResult result) {
        List<WaitingRequest> confirmed = result.confirmed(call);
        meters.quarantined(confirmed.size());
        done(confirmed);
        List<WaitingRequest> refused = new ArrayList<>(call);
        refused.removeAll(confirmed);
        leaveOut(refused, LeftOut.NOT_TAKEN);
    }

    private void leaveOut(List<WaitingRequest> requests, LeftOut reason) {
        meters.leftOut(reason, requests.size());
        done(requests);
    }

    private void done(List<WaitingRequest> requests) {
        List<WaitingRequest> left = new ArrayList<>(unsent);
        left.removeAll(requests);
        unsent = List.copyOf(left);
        waiting.done(requests);
    }

    /** Sends what is left: the web server has stopped by now, so nothing is added. */
    @Override
    public synchronized void close() {
        timer.shutdown();
        tryToFlush();
        while (!unsent.isEmpty()) {
            leaveOut(unsent, LeftOut.STOPPED);
            unsent = waiting.take();
        }
    }
}
