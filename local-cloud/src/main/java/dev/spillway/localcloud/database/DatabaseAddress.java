package dev.spillway.localcloud.database;

import dev.spillway.localcloud.startup.StartupException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Where a MySQL or MariaDB server listens and who owns its schemas. */
public record DatabaseAddress(String host, int port, Account owner) {

    private static final Duration START = Duration.ofSeconds(90);

    /**
     * Sessions run in UTC and batches leave in one packet. TLS is off: the wire is loopback, and
     * without TLS MySQL's default authentication must be allowed to fetch the server's public key.
     */
    private static final String OPTIONS =
            "?connectionTimeZone=UTC&forceConnectionTimeZoneToSession=true"
                    + "&rewriteBatchedStatements=true&sslMode=DISABLED&allowPublicKeyRetrieval=true";

    public String jdbcUrl(String schema) {
        return "jdbc:mysql://%s:%d/%s%s".formatted(host, port, schema, OPTIONS);
    }

    /** Connects as the owner; an empty schema connects to none. */
    public Connection connect(String schema) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(schema), owner.user(), owner.password());
    }

    public void createSchema(String schema) throws SQLException {
        try (Connection connection = connect("");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE DATABASE IF NOT EXISTS `%s` CHARACTER SET utf8mb4".formatted(schema));
        }
    }

    /** What the server calls itself, for example {@code MariaDB 11.4.5}. */
    public String product() {
        try (Connection connection = connect("");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT version()")) {
            row.next();
            String version = row.getString(1);
            return version.contains("MariaDB")
                    ? "MariaDB " + version.substring(0, version.indexOf('-'))
                    : "MySQL " + version;
        } catch (SQLException e) {
            throw new IllegalStateException("The database does not answer", e);
        }
    }

    /** Returns when the owner can log in: by then the server has run its init file. */
    void awaitReady(BooleanSupplier alive) {
        long deadline = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < deadline) {
            try (Connection _ = connect("")) {
                return;
            } catch (SQLException e) {
                if (!alive.getAsBoolean()) {
                    throw new StartupException("The database stopped while starting", e);
                }
            }
            pause();
        }
        throw new StartupException("The database did not start within " + START);
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupException("Interrupted while the database started", e);
        }
    }
}
