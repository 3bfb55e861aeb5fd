package dev.spillway.worker.retention;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Keeps a day's partition ready for everything that is stored today, and drops a day once all that
 * is in it has expired. How far it has come stands in the table itself.
 */
final class DayPartitions implements Chore {

    /** Seconds. While a change of a table waits for its lock, everybody else waits behind it. */
    private static final int LOCK_WAIT = 3;

    private static final Logger LOG = LoggerFactory.getLogger(DayPartitions.class);

    private final JdbcTemplate jdbc;
    private final String table;
    private final int keptDays;
    private final int daysAtATime;
    private final Clock clock;

    /**
     * @param keptDays the longest that any plan keeps what is in the table
     * @param daysAtATime split off by one statement, at most
     */
    DayPartitions(JdbcTemplate jdbc, String table, int keptDays, int daysAtATime, Clock clock) {
        this.jdbc = jdbc;
        this.table = table;
        this.keptDays = keptDays;
        this.daysAtATime = daysAtATime;
        this.clock = clock;
    }

    @Override
    public String name() {
        return table;
    }

    @Override
    public Set<String> tables() {
        return Set.of(table);
    }

    @Override
    public long step() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Long dropped =
                jdbc.execute(
                        (ConnectionCallback<Long>)
                                connection -> {
                                    waitBriefly(connection, Integer.toString(LOCK_WAIT));
                                    try {
                                        split(connection, today);
                                        return drop(connection, today);
                                    } finally {
                                        waitBriefly(connection, "DEFAULT");
                                    }
                                });
        return dropped == null ? 0 : dropped;
    }

    private static void waitBriefly(Connection connection, String seconds) throws SQLException {
        try (Statement set = connection.createStatement()) {
            set.execute("SET SESSION lock_wait_timeout = " + seconds);
        }
    }

    /** Up to the day after the last on which what is stored today can expire. */
    private void split(Connection connection, LocalDate today) throws SQLException {
        try (CallableStatement split = connection.prepareCall("{call split_days(?, ?, ?, ?)}")) {
            split.setString(1, table);
            split.setDate(2, Date.valueOf(today));
            split.setDate(3, Date.valueOf(today.plusDays(keptDays + 1L)));
            split.setInt(4, daysAtATime);
            split.execute();
        }
    }

    private long drop(Connection connection, LocalDate today) throws SQLException {
        try (CallableStatement drop = connection.prepareCall("{call drop_expired_day(?, ?)}")) {
            drop.setString(1, table);
            drop.setDate(2, Date.valueOf(today));
            if (!drop.execute()) {
                return 0;
            }
            try (ResultSet dropped = drop.getResultSet()) {
                if (!dropped.next()) {
                    return 0;
                }
                LOG.info("dropped {} of {}", dropped.getString(1), table);
                return 1;
            }
        }
    }
}
