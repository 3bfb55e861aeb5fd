package dev.spillway.worker.drain;

import dev.spillway.worker.archive.MessageArchive;
import io.awspring.cloud.sqs.listener.MessageListenerContainer;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Starts and stops what receives. It starts last and stops first, while the database is still
 * there: a batch in work finishes, one that waits for the database goes back to its queue.
 */
final class Drain implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

    private final LaneDrain lanes;
    private final List<MessageListenerContainer<String>> signals;
    private final Patience patience;
    private final MessageArchive archive;
    private final QueueCheck queues;
    private final Duration stop;
    private volatile boolean running;

    Drain(
            LaneDrain lanes,
            List<MessageListenerContainer<String>> signals,
            Patience patience,
            MessageArchive archive,
            QueueCheck queues,
            Duration stop) {
        this.lanes = lanes;
        this.signals = List.copyOf(signals);
        this.patience = patience;
        this.archive = archive;
        this.queues = queues;
        this.stop = stop;
    }

    @Override
    public void start() {
        queues.run();
        lanes.start();
        signals.forEach(MessageListenerContainer::start);
        running = true;
        LOG.info("draining");
    }

    @Override
    public void stop() {
        running = false;
        patience.stop();
        archive.stop();
        signals.parallelStream().forEach(MessageListenerContainer::stop);
        lanes.stop(stop);
        LOG.info("drain stopped");
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
