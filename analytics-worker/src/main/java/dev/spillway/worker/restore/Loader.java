package dev.spillway.worker.restore;

import dev.spillway.platform.parcel.Parcel;
import dev.spillway.worker.drain.DrainProperties;
import dev.spillway.worker.pace.Pace;
import dev.spillway.worker.store.ParcelStore;
import dev.spillway.worker.store.StorageFaultException;
import dev.spillway.worker.store.StoreResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Gives parcels to the store in batches, as many at a time as the database bears: the drain's own
 * pace. Some batches make a stretch, and the next one begins when all of it is committed. To be
 * used by one thread.
 */
final class Loader implements AutoCloseable {

    private static final int FLOOR = 1;

    private final ParcelStore store;
    private final DrainProperties properties;
    private final Pace pace;
    private final Duration patience;
    private final Tally tally;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Batch> stretch = new ArrayList<>();
    private Batch filling = new Batch();

    /**
     * @param patience how long a database that does not take writes is waited for
     */
    Loader(ParcelStore store, DrainProperties properties, Duration patience, Tally tally) {
        this.store = store;
        this.properties = properties;
        this.pace = new Pace(FLOOR, properties.writers(), properties.target());
        this.patience = patience;
        this.tally = tally;
    }

    /**
     * Stores a parcel, at the latest with the next {@link #flush}.
     *
     * @param bytes of its message
     * @param settledAt when it was stored for the first time
     */
    void add(Parcel parcel, int bytes, Instant settledAt) {
        if (!filling.takes(settledAt, properties.batch())) {
            stretch.add(filling);
            filling = new Batch();
            if (stretch.size() >= properties.writers()) {
                storeStretch();
            }
        }
        filling.add(parcel, bytes, settledAt);
    }

    /** When this returns, all that was added is committed. */
    void flush() {
        stretch.add(filling);
        filling = new Batch();
        storeStretch();
    }

    private void storeStretch() {
        List<Callable<Void>> work =
                stretch.stream()
                        .filter(batch -> !batch.parcels.isEmpty())
                        .<Callable<Void>>map(batch ->
                                () -> {
                                    store(batch);
                                    return null;
                                })
                        .toList();
        stretch.clear();
        try {
            for (Future<Void> stored : threads.invokeAll(work)) {
                stored.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void store(Batch batch) throws InterruptedException {
        pace.begin();
        try {
            patiently(() -> RestoreClock.at(batch.settledAt(), () -> storeOnce(batch)));
        } finally {
            pace.end();
        }
    }

    private void storeOnce(Batch batch) {
        long start = System.nanoTime();
        StoreResult result = store.store(batch.parcels);
        pace.committed(Duration.ofNanos(System.nanoTime() - start));
        batch.parcels.stream()
                .filter(parcel -> result.waiting().contains(parcel.id()))
                .forEach(parcel -> tally.skipped(Skip.TENANT_UNUSABLE, parcel.webhooks().size()));
    }

    /** Does something that needs a transaction of its own, as if it were done then. */
    void alone(Instant then, Runnable work) {
        try {
            patiently(() -> RestoreClock.at(then, work));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void patiently(Runnable work) throws InterruptedException {
        BackOffExecution pauses = pauses().start();
        while (true) {
            try {
                work.run();
                return;
            } catch (StorageFaultException e) {
                pace.failed();
                long pause = pauses.nextBackOff();
                if (pause == BackOffExecution.STOP) {
                    throw e;
                }
                Thread.sleep(pause);
            }
        }
    }

    private ExponentialBackOff pauses() {
        ExponentialBackOff pauses =
                new ExponentialBackOff(properties.retry().first().toMillis(), 2);
        pauses.setMaxInterval(properties.retry().longest().toMillis());
        pauses.setMaxElapsedTime(patience.toMillis());
        return pauses;
    }

    @Override
    public void close() {
        threads.close();
    }

    /**
     * One transaction. What was first stored within one second shares it, though it was stored in
     * several: one by one, a quiet hour's webhooks would take minutes.
     */
    private static final class Batch {

        private static final Duration TOGETHER = Duration.ofSeconds(1);

        private final List<Parcel> parcels = new ArrayList<>();
        private Instant first = Instant.MAX;
        private Instant last = Instant.MIN;
        private long bytes;

        boolean takes(Instant settledAt, DrainProperties.Batch most) {
            return parcels.isEmpty()
                    || (parcels.size() < most.messages()
                            && bytes < most.size().toBytes()
                            && !settledAt.isBefore(last.minus(TOGETHER))
                            && !settledAt.isAfter(first.plus(TOGETHER)));
        }

        void add(Parcel parcel, int size, Instant settledAt) {
            parcels.add(parcel);
            bytes += size;
            first = settledAt.isBefore(first) ? settledAt : first;
            last = settledAt.isAfter(last) ? settledAt : last;
        }

        /** The last one's: nothing was stored before it was received. */
        Instant settledAt() {
            return last;
        }
    }
}
