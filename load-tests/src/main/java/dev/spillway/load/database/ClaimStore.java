package dev.spillway.load.database;

import dev.spillway.launcher.home.LauncherException;
import dev.spillway.load.stand.Tenant;
import dev.spillway.platform.id.Ids;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Claims stored without pause, as a worker stores them: those of a batch in one transaction, by
 * multi-row statements, in the order of the key. Runs until it is stopped.
 */
public final class ClaimStore implements AutoCloseable {

    private static final int CONNECTIONS = 2;

    /** Webhooks of a transaction, each with one event. */
    private static final int BATCH = 250;

    private static final Duration CLAIMED = Duration.ofDays(30);

    private static final String WEBHOOK_CLAIM =
            "INSERT IGNORE INTO webhook_claim (tenant_id, source_id, identity, webhook_id,"
                    + " webhook_expires_on, claimed_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)";

    private static final String EVENT_CLAIM =
            "INSERT IGNORE INTO event_claim (tenant_id, source_id, identity, webhook_id,"
                    + " expires_at) VALUES (?, ?, ?, ?, ?)";

    private final List<Tenant> tenants;
    private final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    private final Recorder micros = new Recorder(3);
    private final LongAdder claims = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final List<Future<Void>> writers = new ArrayList<>();
    private volatile boolean closed;

    private ClaimStore(List<Tenant> tenants) {
        this.tenants =
                tenants.stream().sorted(Comparator.comparing(Tenant::id, Ids.BY_BYTES)).toList();
    }

    /** Starts at once. */
    public static ClaimStore start(Database database, List<Tenant> tenants) throws IOException {
        ClaimStore store = new ClaimStore(tenants);
        for (int i = 0; i < CONNECTIONS; i++) {
            Database own = database.another();
            store.writers.add(store.threads.submit(() -> store.run(own)));
        }
        return store;
    }

    /** Claims stored since it was started. */
    public long claims() {
        return claims.sum();
    }

    /** Transactions that the server did not take. */
    public long failed() {
        return failed.sum();
    }

    /** How long transactions took in microseconds, since this was last asked. */
    public Histogram micros() {
        return micros.getIntervalHistogram();
    }

    private Void run(Database own) throws SQLException {
        try (own;
                PreparedStatement webhooks = own.connection().prepareStatement(WEBHOOK_CLAIM);
                PreparedStatement events = own.connection().prepareStatement(EVENT_CLAIM)) {
            own.connection().setAutoCommit(false);
            own.connection().setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            SplittableRandom random = new SplittableRandom();
            while (!closed) {
                store(own, webhooks, events, random);
            }
        }
        return null;
    }

    private void store(
            Database own,
            PreparedStatement webhooks,
            PreparedStatement events,
            SplittableRandom random)
            throws SQLException {
        long start = System.nanoTime();
        try {
            int stored = insert(webhooks, random, true) + insert(events, random, false);
            own.connection().commit();
            claims.add(stored);
            micros.recordValue((System.nanoTime() - start) / 1000);
        } catch (SQLException e) {
            if (!wasRolledBack(e)) {
                throw e;
            }
            own.connection().rollback();
            failed.increment();
        }
    }

    /** A deadlock, or a lock that was waited for too long. */
    private static boolean wasRolledBack(SQLException e) {
        return e.getSQLState() != null && e.getSQLState().startsWith("40");
    }

    private int insert(PreparedStatement statement, SplittableRandom random, boolean ofWebhooks)
            throws SQLException {
        int each = Math.max(1, BATCH / tenants.size());
        LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
        for (Tenant tenant : tenants) {
            for (byte[] identity : identities(each, random, ofWebhooks)) {
                int column = 0;
                statement.setBytes(++column, Ids.bytes(tenant.id()));
                statement.setBytes(++column, Ids.bytes(tenant.sourceId()));
                statement.setBytes(++column, identity);
                statement.setBytes(++column, Ids.bytes(Ids.next()));
                if (ofWebhooks) {
                    statement.setObject(++column, LocalDate.now(ZoneOffset.UTC));
                    statement.setObject(++column, now);
                }
                statement.setObject(++column, now.plus(CLAIMED));
                statement.addBatch();
            }
        }
        statement.executeBatch();
        return each * tenants.size();
    }

    /** In the order of the key; those of webhooks begin with the second. */
    static List<byte[]> identities(int count, SplittableRandom random, boolean ofWebhooks) {
        int second = (int) Instant.now().getEpochSecond();
        List<byte[]> identities = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] identity = new byte[32];
            random.nextBytes(identity);
            if (ofWebhooks) {
                for (int at = 0; at < Integer.BYTES; at++) {
                    identity[at] = (byte) (second >>> (24 - 8 * at));
                }
            }
            identities.add(identity);
        }
        identities.sort(Arrays::compareUnsigned);
        return identities;
    }

    /**
     * Looks whether it still stores.
     *
     * @throws LauncherException if it has broken off
     */
    public void requireRunning() {
        for (Future<Void> writer : writers) {
            if (writer.state() == Future.State.FAILED) {
                throw new LauncherException(
                        "Claims could not be stored: " + writer.exceptionNow(),
                        writer.exceptionNow());
            }
        }
    }

    /** Ends it, and returns how many claims it has stored. */
    public long stop() {
        closed = true;
        threads.close();
        return claims.sum();
    }

    @Override
    public void close() {
        var _ = stop();
    }
}
