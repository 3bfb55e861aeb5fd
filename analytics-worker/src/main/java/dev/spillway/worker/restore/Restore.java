package dev.spillway.worker.restore;

import dev.spillway.worker.archive.Archive;
import dev.spillway.worker.archive.ArchiveKey;
import dev.spillway.worker.archive.ArchivedMessage;
import dev.spillway.worker.archive.DamagedObjectException;
import dev.spillway.worker.archive.ObjectReader;
import dev.spillway.worker.sql.NamedLock;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Reads an archive's objects in the order in which they were written. May be run again, on any
 * database, also one that is in use: what had its effect has none again. Runs once; {@link #stop}
 * and {@link #report} may be called by another thread.
 */
final class Restore {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration SPEAKING = Duration.ofSeconds(5);

    /** A worker keeps house for seconds at a time. */
    private static final Duration WAIT_FOR_HOUSEKEEPING = Duration.ofMinutes(1);

    private final RestoreOptions options;
    private final Archive archive;
    private final RestoreTools tools;
    private final Evidence evidence;
    private final Tally tally = new Tally();
    private final Consumer<RestoreReport> listener;
    private volatile boolean stopped;
    private volatile boolean finished;
    private long spokeAt = System.nanoTime();

    /**
     * @param listener hears every few seconds how far it is
     */
    Restore(
            RestoreOptions options,
            Archive archive,
            RestoreTools tools,
            Consumer<RestoreReport> listener) {
        this.options = options;
        this.archive = archive;
        this.tools = tools;
        this.evidence = new Evidence(tools.jdbc(), tools.retention().parcels());
        this.listener = listener;
    }

    /**
     * Runs. No worker keeps house meanwhile: claims that are restored have mostly expired, and one
     * that is swept before its webhook's repetition is read lets that be stored too.
     *
     * @throws RuntimeException if archive or database cannot be used any longer; the report says
     *     where to go on
     */
    void run() {
        if (options.dryRun()) {
            readAll();
            return;
        }
        NamedLock housekeeping = NamedLock.housekeeping(tools.jdbc());
        long end = System.nanoTime() + WAIT_FOR_HOUSEKEEPING.toNanos();
        while (!housekeeping.runIfFree(this::readAll)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("A worker is keeping house; try again.");
            }
            LockSupport.parkNanos(SPEAKING.toNanos() / 10);
        }
    }

    private void readAll() {
        Sieve sieve =
                new Sieve(options, tools.tenants(), new Configured(tools.jdbc()), evidence, tally);
        try (Loader loader = new Loader(tools.parcels(), tools.drain(), PATIENCE, tally)) {
            Intake intake = new Intake(options, tools, sieve, evidence, loader, tally);
            Iterator<String> keys = archive.keysAfter(options.start());
            while (!stopped && keys.hasNext()) {
                String key = keys.next();
                if (options.isBeyond(key)) {
                    break;
                }
                read(key, intake);
                loader.flush();
                tally.reached(key);
                speak();
            }
            finished = !stopped;
        }
    }

    private void read(String key, Intake intake) {
        boolean old = evidence.mayHaveBeenSwept(ArchiveKey.writtenAt(key));
        try (ObjectReader object = new ObjectReader(archive.open(key))) {
            Optional<ArchivedMessage> message = object.next();
            while (message.isPresent()) {
                intake.take(message.get(), old);
                message = object.next();
            }
        } catch (DamagedObjectException e) {
            tally.damaged(key, e.reason());
        }
    }

    private void speak() {
        if (System.nanoTime() - spokeAt > SPEAKING.toNanos()) {
            spokeAt = System.nanoTime();
            listener.accept(report());
        }
    }

    /** Ends it behind the object that is being read. */
    void stop() {
        stopped = true;
    }

    /** As far as it has come. */
    RestoreReport report() {
        return tally.report(options.dryRun(), finished, StoredCounts.of(tools.registry()));
    }
}
