package dev.spillway.ingestion.directory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the directory fresh from one thread: looks at the version, loads only rows that changed and
 * swaps the snapshot. While the database is down the snapshot stays as it is and its age grows.
 */
final class DirectoryRefresher implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DirectoryRefresher.class);

    private final SourceDirectory directory;
    private final DirectoryRows rows;
    private final SourceBinder binder;
    private final DirectorySnapshotStore store;
    private final DirectoryProperties properties;
    private final InstantSource clock;
    private final AtomicLong failures = new AtomicLong();

    private volatile @Nullable Instant refreshedAt;
    private @Nullable Thread thread;
    private boolean failing;
    private int idlePolls;

    DirectoryRefresher(
            SourceDirectory directory,
            DirectoryRows rows,
            SourceBinder binder,
            DirectorySnapshotStore store,
            DirectoryProperties properties,
            InstantSource clock) {
        this.directory = directory;
        this.rows = rows;
        this.binder = binder;
        this.store = store;
        this.properties = properties;
        this.clock = clock;
    }

    void start() {
        thread = Thread.ofVirtual().name("directory").start(this::run);
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                refresh();
                Thread.sleep(pause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One look. Whatever goes wrong, there is a next one. */
    void refresh() {
        try {
            refreshFromDatabase();
            refreshedAt = clock.instant();
            if (failing) {
                failing = false;
                log.info("The source directory is fresh again");
            }
        } catch (Throwable e) {
            failed(e);
        }
    }

    private void refreshFromDatabase() {
        DirectorySnapshot known = directory.snapshot();
        long newest = rows.newestVersion();
        // What a file gave, or a version that went back (a restored database), is no base to add
        // to; nor is anything after an outage, in which it may have gone back and on.
        boolean base = refreshedAt != null && !failing && newest >= known.version();
        if (!base) {
            show(DirectorySnapshot.EMPTY.with(rows.changedAfter(-1), binder));
        } else if (newest > known.version()) {
            show(known.with(rows.changedAfter(known.version()), binder));
        }
    }

    private void show(DirectorySnapshot snapshot) {
        directory.show(snapshot);
        log.info(
                "The source directory is at version {} with {} sources",
                snapshot.version(),
                snapshot.size());
        store.save(snapshot.rows());
    }

    private void failed(Throwable cause) {
        failures.incrementAndGet();
        if (!failing) {
            failing = true;
            log.warn(
                    "The source directory cannot be refreshed: {}",
                    cause.getClass().getSimpleName());
        }
        if (!directory.isLoaded()) {
            store.load().ifPresent(this::showCopy);
        }
    }

    private void showCopy(List<DirectoryRow> copy) {
        directory.show(DirectorySnapshot.EMPTY.with(copy, binder));
        log.warn("Started from the directory's last copy, with {} sources", copy.size());
    }

    /** Longer while nobody posts, so that an idle system leaves its database alone. */
    Duration pause() {
        idlePolls = directory.wasUsed() ? 0 : Math.min(idlePolls + 1, properties.idleAfter());
        return idlePolls < properties.idleAfter()
                ? properties.pollInterval()
                : properties.idlePollInterval();
    }

    /** Since the database last answered; empty when it never did. */
    Optional<Duration> age() {
        Instant last = refreshedAt;
        return last == null
                ? Optional.empty()
                : Optional.of(Duration.between(last, clock.instant()));
    }

    long failures() {
        return failures.get();
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.interrupt();
        }
    }
}
