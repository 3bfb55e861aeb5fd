package dev.spillway.load.bench;

import dev.spillway.load.database.Database;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks at the database again and again, over a connection of its own, until it is closed. */
final class Watch implements AutoCloseable {

    private static final Duration AWAIT_STEP = Duration.ofMillis(100);

    private final Database database;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    private Watch(Database database) {
        this.database = database;
    }

    /** What is looked at. */
    @FunctionalInterface
    interface Look {
        void at(Database database) throws IOException;
    }

    /**
     * Starts to look.
     *
     * @param database is the watch's own from now on
     */
    static Watch over(Database database, Duration often, Look look) {
        Watch watch = new Watch(database);
        var _ =
                watch.timer.scheduleWithFixedDelay(
                        () -> watch.look(look), 0, often.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    private void look(Look look) {
        try {
            look.at(database);
        } catch (IOException e) {
            // One look less; who waits for something to be seen does not wait for ever.
        }
    }

    /**
     * Waits until a count has come so far, or has stood still for that long.
     *
     * @return whether it has come so far
     */
    static boolean await(Progress progress, long count, Duration patience)
            throws InterruptedException {
        long start = System.nanoTime();
        while (progress.last() < count) {
            long now = System.nanoTime();
            Duration idle = Duration.ofNanos(now - start);
            Duration still = progress.idle(now);
            if ((still.compareTo(idle) < 0 ? still : idle).compareTo(patience) > 0) {
                return false;
            }
            Thread.sleep(AWAIT_STEP);
        }
        return true;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        timer.close();
        database.close();
    }
}
