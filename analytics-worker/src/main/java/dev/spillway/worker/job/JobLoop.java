package dev.spillway.worker.job;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.context.SmartLifecycle;

/** Does jobs for as long as the worker runs; a stop lets the present step end and gives it back. */
final class JobLoop implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(JobLoop.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(20);

    private final JobRunner runner;
    private final Pause pause;
    private final Duration interval;
    private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    private @Nullable Thread thread;

    JobLoop(JobRunner runner, Pause pause, Duration interval) {
        this.runner = runner;
        this.pause = pause;
        this.interval = interval;
    }

    @Override
    public synchronized void start() {
        thread = Thread.ofVirtual().name("jobs").start(this::run);
    }

    private void run() {
        int faults = 0;
        while (!pause.isOver()) {
            try {
                if (!runner.turn()) {
                    pause.of(interval);
                }
                faults = 0;
            } catch (Throwable e) {
                // An error, too: this thread is the only one, and jobs must not end with it.
                faults++;
                // Once for an outage, and by its class alone: a message may quote data.
                LOG.atLevel(faults == 1 ? Level.WARN : Level.DEBUG)
                        .log("jobs wait: {}", e.getClass().getName());
                pause.of(afterFaults(faults));
            }
        }
    }

    /** Doubles with each fault in a row; half of it is chance, so that workers spread. */
    private Duration afterFaults(int faults) {
        long most =
                Math.min(interval.toMillis() << Math.min(faults - 1, 10), LONGEST_PAUSE.toMillis());
        return Duration.ofMillis(most / 2 + random.nextLong(most / 2 + 1));
    }

    @Override
    public synchronized void stop() {
        pause.end();
        Thread running = thread;
        thread = null;
        try {
            if (running != null && !running.join(STOP)) {
                LOG.warn("a job's step goes on; what it does not commit will be done again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }
}
