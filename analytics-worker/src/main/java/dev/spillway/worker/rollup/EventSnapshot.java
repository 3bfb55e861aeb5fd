package dev.spillway.worker.rollup;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.rollup.BuildRows.Build;
import dev.spillway.worker.sql.UtcTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.UncategorizedSQLException;

/**
 * The events as they were committed when this was opened, over a connection of its own. Used by one
 * thread and closed by it.
 */
final class EventSnapshot implements AutoCloseable {

    private static final String OPEN = "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY";

    private static final String COUNT =
            "SELECT source_id, campaign_id, type, machine,"
                    + " TIMESTAMPDIFF(MINUTE, ?, occurred_at) AS minute_of_hour, COUNT(*) AS events"
                    + " FROM event WHERE tenant_id = ? AND occurred_at >= ? AND occurred_at < ?"
                    + " AND NOT test"
                    + " GROUP BY source_id, campaign_id, type, machine, minute_of_hour";

    /** As a transaction's: a stall shows, instead of lasting. */
    private static final int TIMEOUT_SECONDS = 30;

    private final Connection connection;

    private EventSnapshot(Connection connection) {
        this.connection = connection;
    }

    /** Sees what is committed at this moment, and nothing that is committed later. */
    static EventSnapshot open(DataSource source) {
        try {
            Connection connection = source.getConnection();
            EventSnapshot snapshot = new EventSnapshot(connection);
            try (Statement statement = connection.createStatement()) {
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                connection.setAutoCommit(false);
                statement.execute(OPEN);
            } catch (SQLException e) {
                snapshot.close();
                throw e;
            }
            return snapshot;
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("no snapshot of the events", e);
        }
    }

    /** The events of some minutes of an hour, as rows of the generations that are built. */
    SortedMap<RollupKey.Events, Long> count(
            RebuiltHour hour, Instant from, Instant until, List<Build> builds) {
        Map<UUID, Integer> generations = new HashMap<>();
        for (Build build : builds) {
            Integer building = build.building();
            if (building != null) {
                generations.put(build.sourceId(), building);
            }
        }
        SortedMap<RollupKey.Events, Long> counts = new TreeMap<>(RollupKey.Events.ORDER);
        try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
            statement.setQueryTimeout(TIMEOUT_SECONDS);
            statement.setObject(1, UtcTime.column(hour.start()));
            statement.setObject(2, Ids.bytes(hour.tenantId()));
            statement.setObject(3, UtcTime.column(from));
            statement.setObject(4, UtcTime.column(until));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    add(counts, hour, rows, generations);
                }
            }
        } catch (SQLException e) {
            throw new UncategorizedSQLException("count events", COUNT, e);
        }
        return counts;
    }

    private static void add(
            SortedMap<RollupKey.Events, Long> counts,
            RebuiltHour hour,
            ResultSet row,
            Map<UUID, Integer> generations)
            throws SQLException {
        UUID source = Ids.uuid(row.getBytes("source_id"));
        Integer generation = generations.get(source);
        if (generation == null) {
            return; // not asked for
        }
        byte[] campaign = row.getBytes("campaign_id");
        RollupKey.Events minute =
                new RollupKey.Events(
                        hour.tenantId(),
                        Grain.MINUTE,
                        hour.start().plus(Duration.ofMinutes(row.getLong("minute_of_hour"))),
                        source,
                        campaign == null ? CampaignId.NONE : Ids.uuid(campaign),
                        row.getString("type"),
                        row.getBoolean("machine"),
                        generation);
        counts.merge(minute, row.getLong("events"), Long::sum);
        counts.merge(minute.byHour(), row.getLong("events"), Long::sum);
    }

    @Override
    public void close() {
        try (connection) {
            connection.rollback();
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("a snapshot could not be given back", e);
        }
    }
}
