package dev.spillway.localcloud.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.localcloud.junit.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What Spillway may expect of any database it is given. */
interface DatabaseContract {

    @Test
    default void schemaSpeaksAllOfUnicode(TestCloud cloud) throws SQLException {
        String text = "ü 漢字 \uD83D\uDE80";
        execute(cloud.database(), "CREATE TABLE unicode (text VARCHAR(100))");

        try (Connection connection = cloud.database().connect();
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO unicode VALUES (?)")) {
            insert.setString(1, text);
            insert.execute();
        }

        assertThat(query(cloud.database(), "SELECT text FROM unicode")).isEqualTo(text);
        assertThat(query(cloud.database(), "SELECT @@character_set_database")).isEqualTo("utf8mb4");
    }

    @Test
    default void sessionsRunInUtc(TestCloud cloud) throws SQLException {
        Instant noon = Instant.parse("2026-07-01T12:00:00.123Z");
        execute(cloud.database(), "CREATE TABLE moments (at DATETIME(3))");

        try (Connection connection = cloud.database().connect();
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO moments VALUES (?)")) {
            insert.setTimestamp(1, Timestamp.from(noon));
            insert.execute();
        }

        assertThat(query(cloud.database(), "SELECT CAST(at AS CHAR) FROM moments"))
                .isEqualTo("2026-07-01 12:00:00.123");
        assertThat(query(cloud.database(), "SELECT TIMESTAMPDIFF(MINUTE, UTC_TIMESTAMP(), NOW())"))
                .isEqualTo("0");
        assertThat(query(cloud.database(), "SELECT @@global.time_zone")).isEqualTo("+00:00");
    }

    @Test
    default void transactionsAreReadCommitted(TestCloud cloud) throws SQLException {
        assertThat(query(cloud.database(), "SELECT @@transaction_isolation"))
                .isEqualTo("READ-COMMITTED");
    }

    @Test
    default void userReadsOnlyWhatWasGranted(TestCloud cloud) throws SQLException {
        TestDatabase database = cloud.database();
        execute(
                database,
                "CREATE TABLE base (id INT PRIMARY KEY)",
                "INSERT INTO base VALUES (1), (2)",
                "CREATE SQL SECURITY DEFINER VIEW part AS SELECT id FROM base WHERE id = 2");
        String user = createUser(database);
        execute(database, "GRANT SELECT ON part TO '%s'@'%%'".formatted(user));

        try (Connection connection = database.connect(user, "pw");
                Statement statement = connection.createStatement()) {
            assertThat(first(statement, "SELECT GROUP_CONCAT(id) FROM part")).isEqualTo("2");
            assertThatThrownBy(() -> first(statement, "SELECT id FROM base"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("denied");
            assertThatThrownBy(() -> statement.execute("INSERT INTO part VALUES (2)"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("denied");
        }
    }

    @Test
    default void userWithoutRightsGetsNowhere(TestCloud cloud) throws SQLException {
        String user = createUser(cloud.database());

        assertThatThrownBy(() -> cloud.database().connect(user, "pw"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("denied");
        assertThatThrownBy(() -> cloud.database().connect(user, "wrong"))
                .hasMessageContaining("denied");
        assertThatThrownBy(() -> cloud.database().connect("", "")).hasMessageContaining("denied");
        assertThatThrownBy(() -> cloud.database().connect("root", ""))
                .hasMessageContaining("denied");
    }

    @Test
    default void operatorHasTheServerOnlyReadAndDoesNothingElse(TestCloud cloud)
            throws SQLException {
        execute(cloud.database(), "CREATE TABLE kept (id INT PRIMARY KEY)");
        String user = createUser(cloud.database());
        execute(cloud.database(), "GRANT INSERT ON kept TO '%s'@'%%'".formatted(user));

        try (Connection operator = cloud.database().connectAsOperator();
                Statement operation = operator.createStatement();
                Connection connection = cloud.database().connect(user, "pw");
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> operation.execute("CREATE DATABASE his_own"))
                    .hasMessageContaining("denied");
            operation.execute("SET GLOBAL read_only = 1");
            try {
                assertThatThrownBy(() -> statement.execute("INSERT INTO kept VALUES (1)"))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getErrorCode()).isEqualTo(1290));
            } finally {
                operation.execute("SET GLOBAL read_only = 0");
            }
            assertThat(statement.executeUpdate("INSERT INTO kept VALUES (1)")).isEqualTo(1);
        }
    }

    @Test
    default void schemasNamedTestAreOpenToNobody(TestCloud cloud) throws SQLException {
        String user = createUser(cloud.database());
        String server = cloud.database().jdbcUrl().replace(cloud.database().schema(), "");

        try (Connection connection = DriverManager.getConnection(server, user, "pw");
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("CREATE DATABASE test_anybody"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("denied");
        }
    }

    @Test
    default void ownerCreatesFunctionsAndTriggers(TestCloud cloud) throws SQLException {
        execute(
                cloud.database(),
                "CREATE TABLE counted (id INT PRIMARY KEY)",
                "CREATE TRIGGER counting BEFORE INSERT ON counted FOR EACH ROW SET NEW.id = NEW.id + 1",
                "CREATE FUNCTION forty_two() RETURNS INT DETERMINISTIC READS SQL DATA RETURN 42",
                "INSERT INTO counted VALUES (forty_two())");

        assertThat(query(cloud.database(), "SELECT id FROM counted")).isEqualTo("43");
    }

    @Test
    default void ownerIsNoSuperuser(TestCloud cloud) {
        assertThatThrownBy(() -> execute(cloud.database(), "SET GLOBAL max_connections = 10"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("Access denied");
    }

    private static String createUser(TestDatabase database) throws SQLException {
        String user = "u" + Long.toHexString(System.nanoTime());
        execute(database, "CREATE USER '%s'@'%%' IDENTIFIED BY 'pw'".formatted(user));
        return user;
    }

    private static void execute(TestDatabase database, String... statements) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String query(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            return first(statement, sql);
        }
    }

    private static String first(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
