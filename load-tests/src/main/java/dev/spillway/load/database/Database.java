package dev.spillway.load.database;

import dev.spillway.localcloud.CloudDescription;
import dev.spillway.platform.plan.Plan;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToIntFunction;

/** A connection as the schema's owner. For one thread at a time. */
public final class Database implements AutoCloseable {

    private static final double MEGABYTE = 1 << 20;

    /** ER_LOCK_WAIT_TIMEOUT. */
    private static final int LOCK_WAIT_TIMEOUT = 1205;

    private static final int MOST_TRIES = 50;

    private static final long PAUSE_NANOS = 100_000_000;

    /** What a drain writes; configuration and tenants stay. */
    private static final List<String> DRAINED =
            List.of(
                    "parcel_claim",
                    "webhook_claim",
                    "event_claim",
                    "webhook",
                    "webhook_duplicate",
                    "event",
                    "dead_letter",
                    "outbox",
                    "campaign",
                    "event_rollup",
                    "traffic_rollup",
                    "lag_rollup",
                    "people_pending",
                    "people_turn",
                    "campaign_hour",
                    "campaign_people_hour",
                    "campaign_people");

    private final CloudDescription.Database address;
    private final Connection connection;

    private Database(CloudDescription.Database address, Connection connection) {
        this.address = address;
        this.connection = connection;
    }

    public static Database of(CloudDescription cloud) throws IOException {
        return of(cloud.database());
    }

    static Database of(CloudDescription.Database address) throws IOException {
        try {
            return new Database(
                    address,
                    DriverManager.getConnection(
                            address.jdbcUrl(), address.user(), address.password()));
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** A further connection to the same schema; the caller closes it. */
    Database another() throws IOException {
        return of(address);
    }

    Connection connection() {
        return connection;
    }

    static IOException failure(SQLException e) {
        return new IOException("the database: " + e.getMessage(), e);
    }

    /** For example {@code MariaDB 11.4.5}. */
    public String product() {
        return address.product();
    }

    /** Whether a commit that was answered is on disk. */
    public boolean isDurable() throws IOException {
        return number("SELECT @@innodb_flush_log_at_trx_commit") == 1;
    }

    public double bufferPoolMegabytes() throws IOException {
        return number("SELECT @@innodb_buffer_pool_size") / MEGABYTE;
    }

    /** What those tables and their indexes take, as the server last reckoned. */
    public double megabytes(String... tables) throws IOException {
        double bytes = 0;
        for (String table : tables) {
            bytes +=
                    number(
                            "SELECT data_length + index_length FROM information_schema.tables"
                                    + " WHERE table_schema = DATABASE() AND table_name = ?",
                            table);
        }
        return bytes / MEGABYTE;
    }

    /** Reads one row. */
    @FunctionalInterface
    public interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    /** Hands each row of a result to the reader, without holding them all. */
    public void query(String sql, RowReader reader, Object... values) throws IOException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(Integer.MIN_VALUE); // Connector/J: row by row
            bind(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** The only number of the only row; 0 for NULL. */
    public long number(String sql, Object... values) throws IOException {
        long[] number = new long[1];
        query(sql, row -> number[0] = row.getLong(1), values);
        return number[0];
    }

    /** Returns how many rows it changed. */
    public int execute(String sql, Object... values) throws IOException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    /** As if nothing had ever been drained. */
    public void forgetWhatWasDrained() throws IOException {
        for (String table : DRAINED) {
            truncate(table);
        }
    }

    /**
     * Now and then the server refuses at once, while it is busy with the table by itself, a moment
     * after many rows were loaded.
     */
    private void truncate(String table) throws IOException {
        for (int tries = 1; ; tries++) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("TRUNCATE TABLE " + table);
                return;
            } catch (SQLException e) {
                if (e.getErrorCode() != LOCK_WAIT_TIMEOUT || tries == MOST_TRIES) {
                    throw failure(e);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /**
     * Splits off at once the days that retention will drop one by one. A worker does that in steps
     * in the first minutes of a new database and never again, so it is no part of a figure.
     */
    public void splitDays() throws IOException {
        splitDays("webhook", mostDays(Plan::webhookDays));
        splitDays("webhook_duplicate", mostDays(Plan::eventDays));
        splitDays("event", mostDays(Plan::eventDays));
    }

    private static int mostDays(ToIntFunction<Plan> days) {
        return Arrays.stream(Plan.values()).mapToInt(days).max().orElseThrow();
    }

    private void splitDays(String table, int kept) throws IOException {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        query(
                "CALL split_days(?, ?, ?, ?)",
                _ -> {},
                table,
                today,
                today.plusDays(kept + 1L),
                kept + 2);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // It is gone either way.
        }
    }
}
