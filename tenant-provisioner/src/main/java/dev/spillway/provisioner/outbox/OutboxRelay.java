package dev.spillway.provisioner.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Empties the outbox: right after a commit that wrote to it, and at intervals for what an instance
 * left behind that died. After a failure it waits, each time longer, and nothing wakes it before: a
 * topic that is down is not helped by many calls. One thread of its own, so no request waits for
 * the topic.
 */
@Component
class OutboxRelay implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    private final OutboxPublisher publisher;
    private final OutboxProperties properties;
    private final Counter published;
    private final Counter failures;
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Thread thread;

    OutboxRelay(OutboxPublisher publisher, OutboxProperties properties, MeterRegistry meters) {
        this.publisher = publisher;
        this.properties = properties;
        this.published = meters.counter("spillway.outbox.published");
        this.failures = meters.counter("spillway.outbox.failures");
    }

    @TransactionalEventListener(Outbox.Written.class)
    void wake() {
        wakeUps.release();
    }

    @Override
    public void start() {
        stopped = new CountDownLatch(1);
        thread = Thread.ofPlatform().name("outbox-relay").daemon().start(this::run);
    }

    /** Lets the batch in hand end, within the time that one call may take. */
    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        stopped.countDown();
        wakeUps.release();
        if (running != null) {
            join(running);
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        int failed = 0;
        try {
            while (stopped.getCount() > 0) {
                if (empty()) {
                    failed = 0;
                    wakeUps.tryAcquire(properties.pollInterval().toMillis(), TimeUnit.MILLISECONDS);
                } else {
                    stopped.await(backoff(failed++).toMillis(), TimeUnit.MILLISECONDS);
                }
                wakeUps.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether all that waited was published. */
    private boolean empty() {
        try {
            OutboxPublisher.Batch batch;
            do {
                batch = publisher.publishWaiting();
                published.increment(batch.published());
                if (batch.refused() > 0) {
                    failures.increment();
                    log.warn("the topic refused {} events: trying again", batch.refused());
                    return false;
                }
            } while (batch.full() && stopped.getCount() > 0);
            return true;
        } catch (RuntimeException e) {
            failures.increment();
            log.warn("events wait in the outbox: trying again after {}", e.toString());
            return false;
        }
    }

    /** Doubles from the first to the longest, less up to a fifth so that instances part. */
    private Duration backoff(int earlierFailures) {
        long doubled = properties.firstBackoff().toMillis() << Math.min(earlierFailures, 20);
        long bounded = Math.min(doubled, properties.longestBackoff().toMillis());
        return Duration.ofMillis(bounded - ThreadLocalRandom.current().nextLong(bounded / 5 + 1));
    }

    private void join(Thread running) {
        try {
            running.join(properties.publishTimeout().plusSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
