package dev.spillway.worker.archive;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Writes messages in objects of many, one object at a time: while one is under way the next one
 * fills. Thread-safe.
 */
public final class Archiver implements MessageArchive {

    private static final Logger LOG = LoggerFactory.getLogger(Archiver.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Archive archive;
    private final Waiting waiting;
    private final Duration patience;
    private final Outage outage;
    private final ArchiveMetrics metrics;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;

    private Archiver(
            Archive archive, ArchiveProperties properties, Outage outage, MeterRegistry registry) {
        this.archive = archive;
        this.waiting =
                new Waiting(
                        properties.size().toBytes(), properties.messages(), properties.linger());
        this.patience = properties.patience();
        this.outage = outage;
        this.metrics = new ArchiveMetrics(registry);
        this.thread = Thread.ofPlatform().daemon().name("archive").unstarted(this::run);
        Gauge.builder(ArchiveMetrics.WAITING, waiting, Waiting::messages).register(registry);
    }

    /**
     * Starts one; closing it closes the archive.
     *
     * @param outage hears of every attempt
     */
    public static Archiver start(
            Archive archive, ArchiveProperties properties, Outage outage, MeterRegistry registry) {
        Archiver archiver = new Archiver(archive, properties, outage, registry);
        archiver.thread.start();
        return archiver;
    }

    @Override
    public CompletableFuture<Void> keep(List<ArchivedMessage> messages) {
        Waiting.Load load = Waiting.Load.of(messages);
        waiting.add(load);
        return load.kept();
    }

    @Override
    public CompletableFuture<Void> keepNow(List<ArchivedMessage> messages) {
        CompletableFuture<Void> kept = keep(messages);
        waiting.hurry();
        return kept;
    }

    @Override
    public void hurry() {
        waiting.hurry();
    }

    private void run() {
        try {
            List<Waiting.Load> loads = waiting.take();
            while (!loads.isEmpty()) {
                keepLoads(loads);
                loads = waiting.take();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keepLoads(List<Waiting.Load> loads) throws InterruptedException {
        List<ArchivedMessage> messages =
                loads.stream().flatMap(load -> load.messages().stream()).toList();
        boolean kept = false;
        try {
            kept = kept(messages);
        } catch (RuntimeException | Error e) {
            // An error, too: this thread is the only one, and nothing is deleted without it.
            LOG.error("{} messages could not be archived", messages.size(), e);
        }
        for (Waiting.Load load : loads) {
            if (kept) {
                load.kept().complete(null);
            } else {
                load.kept().completeExceptionally(new NotArchivedException(messages.size()));
            }
        }
    }

    /** Under one key however often it is tried, so that two attempts make one object. */
    private boolean kept(List<ArchivedMessage> messages) throws InterruptedException {
        String key = ArchiveKey.next();
        byte[] object = ObjectWriter.write(messages);
        BackOffExecution pauses = pauses().start();
        while (true) {
            try {
                metrics.write(() -> archive.put(key, object));
                metrics.kept(messages.size(), object.length);
                outage.recovered();
                return true;
            } catch (ArchiveFailedException e) {
                metrics.failed();
                outage.failed(e.reason());
                long pause = pauses.nextBackOff();
                if (pause == BackOffExecution.STOP
                        || stopping.await(pause, TimeUnit.MILLISECONDS)) {
                    return false;
                }
            }
        }
    }

    private ExponentialBackOff pauses() {
        ExponentialBackOff pauses = new ExponentialBackOff(FIRST_PAUSE.toMillis(), 2);
        pauses.setMaxInterval(LONGEST_PAUSE.toMillis());
        pauses.setMaxElapsedTime(patience.toMillis());
        return pauses;
    }

    @Override
    public void stop() {
        stopping.countDown();
        waiting.hurryFromNowOn();
    }

    @Override
    public void close() {
        stop();
        waiting.end();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        archive.close();
    }
}
