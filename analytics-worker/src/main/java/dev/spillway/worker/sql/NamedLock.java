package dev.spillway.worker.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What only one of several workers does at a time: who holds the database's lock of that name,
 * which ends with his connection at the latest. Holds that connection while it runs. Thread-safe.
 */
public final class NamedLock {

    private static final String TAKE = "SELECT GET_LOCK(CONCAT(?, '.', DATABASE()), 0)";
    private static final String GIVE = "SELECT RELEASE_LOCK(CONCAT(?, '.', DATABASE()))";

    private final JdbcTemplate jdbc;
    private final String name;

    public NamedLock(JdbcTemplate jdbc, String name) {
        this.jdbc = jdbc;
        this.name = name;
    }

    /** Who keeps house: what has expired goes only while this is held. */
    public static NamedLock housekeeping(JdbcTemplate jdbc) {
        return new NamedLock(jdbc, "spillway.retention");
    }

    /** Whether it was run: not while another runs it. */
    public boolean runIfFree(Runnable task) {
        Boolean run = jdbc.execute((ConnectionCallback<Boolean>) held -> runAlone(held, task));
        return Boolean.TRUE.equals(run);
    }

    private boolean runAlone(Connection connection, Runnable task) throws SQLException {
        if (!isTrue(connection, TAKE)) {
            return false;
        }
        try {
            task.run();
            return true;
        } finally {
            isTrue(connection, GIVE);
        }
    }

    private boolean isTrue(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() && answer.getInt(1) == 1;
            }
        }
    }
}
