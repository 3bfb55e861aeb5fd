package dev.spillway.worker.retention;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Goes through the chores, a step of each at a time. Of several workers one does it: who holds the
 * database's lock, which ends with his connection.
 */
final class Housekeeping {

    /** Counter: rows deleted, or days dropped. Tags: chore. */
    static final String GONE = "spillway.retention.gone";

    /** Counter: steps that failed and are tried again. Tags: chore. */
    static final String FAILED = "spillway.retention.failed";

    private static final String TAKE =
            "SELECT GET_LOCK(CONCAT('spillway.retention.', DATABASE()), 0)";
    private static final String GIVE =
            "SELECT RELEASE_LOCK(CONCAT('spillway.retention.', DATABASE()))";

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private final JdbcTemplate jdbc;
    private final List<Chore> chores;
    private final MeterRegistry registry;

    Housekeeping(JdbcTemplate jdbc, List<Chore> chores, MeterRegistry registry) {
        this.jdbc = jdbc;
        this.chores = List.copyOf(chores);
        this.registry = registry;
    }

    /**
     * A step of every chore, unless another worker is at it. Throws nothing: the next one is due.
     */
    void run() {
        try {
            jdbc.execute((ConnectionCallback<Boolean>) this::runAlone);
        } catch (RuntimeException e) {
            LOG.warn("housekeeping waits: {}", e.getClass().getName());
        }
    }

    private boolean runAlone(Connection connection) throws SQLException {
        if (!isTrue(connection, TAKE)) {
            return false;
        }
        try {
            chores.forEach(this::step);
            return true;
        } finally {
            isTrue(connection, GIVE);
        }
    }

    private static boolean isTrue(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            return answer.next() && answer.getInt(1) == 1;
        }
    }

    private void step(Chore chore) {
        try {
            long gone = chore.step();
            registry.counter(GONE, "chore", chore.name()).increment((double) gone);
        } catch (RuntimeException e) {
            registry.counter(FAILED, "chore", chore.name()).increment();
            LOG.warn("{} is tried again: {}", chore.name(), e.getClass().getName());
        }
    }
}
