package dev.spillway.load.database;

import dev.spillway.launcher.home.LauncherException;
import dev.spillway.load.stand.Tenant;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * What the database can do at most: the events that the worker stored and the webhooks that they
 * came in, all the bytes of both, and nothing else, written into empty tables of the same columns
 * and indexes, in one piece, by multi-row inserts.
 */
public final class BareInsert implements AutoCloseable {

    private static final String EVENTS = "bench_event";
    private static final String WEBHOOKS = "bench_webhook";
    private static final Duration WARM_UP = Duration.ofSeconds(3);

    private final Database database;
    private final StoredSample sample;

    private BareInsert(Database database, StoredSample sample) {
        this.database = database;
        this.sample = sample;
    }

    /**
     * One way of doing it.
     *
     * @param batch events in a transaction
     * @param withWebhooks whether their webhooks are written, too
     */
    public record Way(int connections, int batch, boolean withWebhooks) {

        /** Those of which the fastest counts. */
        public static final List<Way> ALL =
                List.of(
                        new Way(1, 500, true),
                        new Way(1, 1000, true),
                        new Way(2, 500, true),
                        new Way(2, 1000, true));

        /** The same without the webhooks' bytes, for comparison. */
        public static final Way EVENTS_ONLY = new Way(2, 500, false);
    }

    /**
     * With events of those tenants.
     *
     * @throws LauncherException if none are stored
     */
    public static BareInsert prepare(Database database, List<Tenant> tenants) throws IOException {
        StoredSample sample = StoredSample.of(database, tenants);
        if (sample.events() == 0) {
            throw new LauncherException("No event is stored that could be written once more.");
        }
        BareInsert insert = new BareInsert(database, sample);
        insert.close();
        copy(database, "event", EVENTS);
        copy(database, "webhook", WEBHOOKS);
        return insert;
    }

    private static void copy(Database database, String table, String copy) throws IOException {
        database.execute("CREATE TABLE " + copy + " LIKE " + table);
        database.execute("ALTER TABLE " + copy + " REMOVE PARTITIONING");
    }

    /** Events a second, once warm. */
    public double perSecond(Way way, Duration time) throws IOException, InterruptedException {
        var _ = run(way, WARM_UP);
        truncate();
        double rate = run(way, time);
        truncate();
        return rate;
    }

    private void truncate() throws IOException {
        database.execute("TRUNCATE TABLE " + EVENTS);
        database.execute("TRUNCATE TABLE " + WEBHOOKS);
    }

    private double run(Way way, Duration time) throws InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(way.connections())) {
            long start = System.nanoTime();
            List<Future<Long>> writers = new ArrayList<>();
            for (int i = 0; i < way.connections(); i++) {
                int from = i * sample.events() / way.connections();
                writers.add(threads.submit(() -> write(way, from, start, time)));
            }
            long rows = 0;
            for (Future<Long> each : writers) {
                rows += each.get();
            }
            return rows * 1e9 / (System.nanoTime() - start);
        } catch (ExecutionException e) {
            throw new LauncherException("The bare insert failed: " + e.getCause(), e);
        }
    }

    private long write(Way way, int from, long start, Duration time)
            throws IOException, SQLException {
        SplittableRandom random = new SplittableRandom();
        long written = 0;
        try (Database own = database.another();
                PreparedStatement webhooks = prepare(own, WEBHOOKS, sample.webhookColumns());
                PreparedStatement events = prepare(own, EVENTS, sample.eventColumns())) {
            own.connection().setAutoCommit(false);
            while (System.nanoTime() - start < time.toNanos()) {
                int at = (int) ((from + written) % sample.events());
                StoredSample.Rows rows = sample.renewed(at, way.batch(), random);
                if (way.withWebhooks()) {
                    write(webhooks, rows.webhooks());
                }
                write(events, rows.events());
                own.connection().commit();
                written += way.batch();
            }
        }
        return written;
    }

    private static PreparedStatement prepare(Database own, String table, List<String> columns)
            throws SQLException {
        return own.connection()
                .prepareStatement(
                        "INSERT INTO %s (%s) VALUES (%s)"
                                .formatted(
                                        table,
                                        String.join(", ", columns),
                                        String.join(
                                                ", ", Collections.nCopies(columns.size(), "?"))));
    }

    private static void write(PreparedStatement statement, List<@Nullable Object[]> rows)
            throws SQLException {
        for (@Nullable Object[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                statement.setObject(i + 1, row[i]);
            }
            statement.addBatch();
        }
        statement.executeBatch();
    }

    @Override
    public void close() throws IOException {
        database.execute("DROP TABLE IF EXISTS " + EVENTS);
        database.execute("DROP TABLE IF EXISTS " + WEBHOOKS);
    }
}
