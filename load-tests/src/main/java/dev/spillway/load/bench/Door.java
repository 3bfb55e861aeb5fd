package dev.spillway.load.bench;

import dev.spillway.launcher.home.LauncherException;
import dev.spillway.load.report.Report;
import dev.spillway.load.stand.DiscardingConsumer;
import dev.spillway.load.stand.Meters;
import dev.spillway.load.stand.ProcessorTime;
import dev.spillway.load.stand.Stand;
import dev.spillway.load.traffic.Pace;
import dev.spillway.load.traffic.SignedWebhooks;
import dev.spillway.load.traffic.SignedWebhooks.Target;
import dev.spillway.load.traffic.Tally;
import dev.spillway.load.traffic.Traffic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** The door of an instance under load, with what it cost. */
final class Door {

    private static final String SERVICE = "ingestion-service";
    private static final String CLOUD = "local-cloud";
    private static final String CALL = "spillway.door.sqs.call";

    private final Stand stand;
    private final BenchOptions options;
    private final Meters meters;

    Door(Stand stand, BenchOptions options) {
        this.stand = stand;
        this.options = options;
        this.meters = new Meters(stand.ports().ingestionManagement());
    }

    /**
     * What a blast came to.
     *
     * @param doorSeconds processor seconds of the door
     * @param queueSeconds of the process with queue, topics and (idle) database supervision
     */
    record Blast(Tally tally, double doorSeconds, double queueSeconds, QueueUse queue) {

        double secondsPerTenThousand(double seconds) {
            return seconds * 10_000 / Math.max(1.0, (double) tally.accepted());
        }

        double webhooksPerCall() {
            return tally.accepted() / Math.max(1, queue.calls());
        }

        void into(Report report, String phase) {
            report.figure(phase + "AcksPerSecond", tally.acceptedPerSecond());
            report.figure(phase + "P50Millis", tally.millis(50));
            report.figure(phase + "P99Millis", tally.millis(99));
            report.figure(phase + "DoorCpuSecondsPer10k", secondsPerTenThousand(doorSeconds));
            report.figure(phase + "QueueCpuSecondsPer10k", secondsPerTenThousand(queueSeconds));
            report.figure(phase + "WebhooksPerCall", webhooksPerCall());
            report.figure(phase + "Failed", (double) tally.failed());
        }
    }

    /**
     * What SQS had to do.
     *
     * @param bytes of message bodies
     * @param chunks of 64 KB that the calls are billed as
     * @param unconfirmed messages
     */
    record QueueUse(double calls, double bytes, double chunks, double unconfirmed) {

        QueueUse since(QueueUse before) {
            return new QueueUse(
                    calls - before.calls,
                    bytes - before.bytes,
                    chunks - before.chunks,
                    unconfirmed - before.unconfirmed);
        }

        int bytesPerCall() {
            return (int) (bytes / Math.max(1, calls));
        }
    }

    /**
     * Sends until it gets no faster: under full load, under a share of that, and under full load
     * again, for each takes ways through the door that the other does not.
     *
     * @param share of full load, less than 1
     * @return acknowledgements per second under full load, by a door that is warm
     */
    double warmUp(List<Target> targets, double share, Duration time)
            throws IOException, InterruptedException {
        WarmUp.Step full = step -> most(targets, step);
        WarmUp.run(full);
        double part = most(targets, time) * share;
        WarmUp.run(step -> 1 / blast(targets, Pace.open(part), step).tally().millis(99));
        WarmUp.run(full);
        return most(targets, time);
    }

    /** Acknowledgements per second under full load. */
    double most(List<Target> targets, Duration time) throws IOException, InterruptedException {
        return blast(targets, Pace.closed(), time).tally().acceptedPerSecond();
    }

    /** Sends for that long, with a consumer that discards. */
    Blast blast(List<Target> targets, Pace pace, Duration time)
            throws IOException, InterruptedException {
        ProcessorTime door = ProcessorTime.since(stand.process(SERVICE));
        ProcessorTime queue = ProcessorTime.since(stand.process(CLOUD));
        QueueUse before = queueUse();
        try (DiscardingConsumer _ = new DiscardingConsumer(stand.cloud());
                Traffic traffic = new Traffic(address(), options.lines())) {
            Tally tally = traffic.run(new SignedWebhooks(targets, options.bodyBytes()), pace, time);
            Blast blast =
                    new Blast(tally, door.seconds(), queue.seconds(), queueUse().since(before));
            requireAcceptance(blast);
            return blast;
        }
    }

    /** A door that takes nothing has no speed, and one that calls no queue no cost. */
    private static void requireAcceptance(Blast blast) {
        if (blast.tally().accepted() == 0 || blast.queue().calls() == 0) {
            throw new LauncherException(
                    "The door accepted nothing or did not say what it sent: answers %s, %.0f calls."
                            .formatted(blast.tally().statuses(), blast.queue().calls()));
        }
    }

    private InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), stand.ports().ingestion());
    }

    private QueueUse queueUse() throws IOException, InterruptedException {
        return new QueueUse(
                meters.value(CALL, "COUNT"),
                meters.value(CALL, "TOTAL"),
                meters.value("spillway.door.sqs.chunks", "COUNT"),
                meters.value("spillway.door.queue.unconfirmed", "COUNT"));
    }
}
