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
 * What the database can do at most: the events that the worker stored, and nothing else, written
 * into an empty table of the same columns and indexes, in one piece, by multi-row inserts. Each
 * statement is a transaction.
 */
public final class BareInsert implements AutoCloseable {

    private static final String TABLE = "bench_event";
    private static final Duration WARM_UP = Duration.ofSeconds(3);

    private final Database database;
    private final EventSample sample;
    private final String insert;

    private BareInsert(Database database, EventSample sample) {
        this.database = database;
        this.sample = sample;
        this.insert =
                "INSERT INTO %s (%s) VALUES (%s)"
                        .formatted(
                                TABLE,
                                String.join(", ", sample.columns()),
                                String.join(
                                        ", ", Collections.nCopies(sample.columns().size(), "?")));
    }

    /**
     * One way of doing it.
     *
     * @param batch rows in a statement
     */
    public record Way(int connections, int batch) {

        /** Those of which the fastest counts. */
        public static final List<Way> ALL =
                List.of(new Way(1, 500), new Way(1, 1000), new Way(2, 500), new Way(2, 1000));
    }

    /**
     * With events of those tenants.
     *
     * @throws LauncherException if none are stored
     */
    public static BareInsert prepare(Database database, List<Tenant> tenants) throws IOException {
        EventSample sample = EventSample.of(database, tenants);
        if (sample.rows().isEmpty()) {
            throw new LauncherException("No event is stored that could be written once more.");
        }
        BareInsert insert = new BareInsert(database, sample);
        insert.close();
        database.execute("CREATE TABLE " + TABLE + " LIKE event");
        database.execute("ALTER TABLE " + TABLE + " REMOVE PARTITIONING");
        return insert;
    }

    /** Rows a second, once warm. */
    public double perSecond(Way way, Duration time) throws IOException, InterruptedException {
        var _ = run(way, WARM_UP);
        database.execute("TRUNCATE TABLE " + TABLE);
        double rate = run(way, time);
        database.execute("TRUNCATE TABLE " + TABLE);
        return rate;
    }

    private double run(Way way, Duration time) throws InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(way.connections())) {
            long start = System.nanoTime();
            List<Future<Long>> writers = new ArrayList<>();
            for (int i = 0; i < way.connections(); i++) {
                int from = i * sample.rows().size() / way.connections();
                writers.add(threads.submit(() -> write(from, way.batch(), start, time)));
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

    private long write(int from, int batch, long start, Duration time)
            throws IOException, SQLException {
        SplittableRandom random = new SplittableRandom();
        long rows = 0;
        try (Database own = database.another();
                PreparedStatement statement = own.connection().prepareStatement(insert)) {
            while (System.nanoTime() - start < time.toNanos()) {
                int at = (int) ((from + rows) % sample.rows().size());
                for (@Nullable Object[] row : sample.renewed(at, batch, random)) {
                    add(statement, row);
                }
                statement.executeBatch();
                rows += batch;
            }
        }
        return rows;
    }

    private static void add(PreparedStatement statement, @Nullable Object[] row)
            throws SQLException {
        for (int i = 0; i < row.length; i++) {
            statement.setObject(i + 1, row[i]);
        }
        statement.addBatch();
    }

    @Override
    public void close() throws IOException {
        database.execute("DROP TABLE IF EXISTS " + TABLE);
    }
}
