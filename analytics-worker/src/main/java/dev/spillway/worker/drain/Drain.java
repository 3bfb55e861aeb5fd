package dev.spillway.worker.drain;

import io.awspring.cloud.sqs.listener.MessageListenerContainer;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Starts and stops the containers. They start last and stop first, while the database is still
 * there: a batch in work finishes, one that waits for the database goes back to its queue.
 */
final class Drain implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

    private final List<MessageListenerContainer<String>> containers;
    private final Patience patience;
    private final QueueCheck queues;
    private volatile boolean running;

    Drain(List<MessageListenerContainer<String>> containers, Patience patience, QueueCheck queues) {
        this.containers = List.copyOf(containers);
        this.patience = patience;
        this.queues = queues;
    }

    @Override
    public void start() {
        queues.run();
        containers.forEach(MessageListenerContainer::start);
        running = true;
        LOG.info("draining {} queues", containers.size());
    }

    @Override
    public void stop() {
        running = false;
        patience.stop();
        containers.parallelStream().forEach(MessageListenerContainer::stop);
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
