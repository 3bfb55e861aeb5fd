package dev.spillway.worker.alert;

import dev.spillway.platform.id.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How far the round over all tenants has come and when its last turn was, in {@code sweep}, by the
 * database's clock: of any number of workers one has a turn in an interval, and goes on where the
 * last one stopped. A turn counts once it is done, so another worker follows at once upon one that
 * died. Only under the lock of whoever judges. Thread-safe.
 */
final class Rounds {

    private static final String NAME = "alerts";

    private static final String LAST =
            """
            SELECT UTC_TIMESTAMP(3) AS now, s.position, s.moved_at
            FROM (SELECT 1) one LEFT JOIN sweep s ON s.name = ?
            """;

    /** Whoever dies in the first turn of all leaves one that is still due. */
    private static final String JUDGED =
            """
            INSERT INTO sweep (name, position, moved_at) VALUES (?, ?, '1970-01-01')
            ON DUPLICATE KEY UPDATE position = VALUES(position)
            """;

    private static final String DONE =
            """
            INSERT INTO sweep (name, moved_at) VALUES (?, ?)
            ON DUPLICATE KEY UPDATE moved_at = VALUES(moved_at)
            """;

    private static final String ROUND_DONE =
            """
            INSERT INTO sweep (name, moved_at, passes) VALUES (?, ?, 1)
            ON DUPLICATE KEY UPDATE moved_at = VALUES(moved_at), position = NULL,
                                    passes = passes + 1
            """;

    private final JdbcClient jdbc;
    private final Duration interval;

    /**
     * @param interval between two turns
     */
    Rounds(JdbcClient jdbc, Duration interval) {
        this.jdbc = jdbc;
        this.interval = interval;
    }

    /**
     * A turn.
     *
     * @param after the tenant that was judged last
     * @param began by the database's clock
     */
    record Turn(UUID after, LocalDateTime began) {}

    /** The next turn, if it is time for it. */
    Optional<Turn> due() {
        return jdbc.sql(LAST).param(NAME).query((row, _) -> turn(row)).single();
    }

    private Optional<Turn> turn(ResultSet row) throws SQLException {
        LocalDateTime now = row.getObject("now", LocalDateTime.class);
        LocalDateTime last = row.getObject("moved_at", LocalDateTime.class);
        return last == null || !last.plus(interval).isAfter(now)
                ? Optional.of(new Turn(tenant(row.getBytes("position")), now))
                : Optional.empty();
    }

    private static UUID tenant(byte @Nullable [] position) {
        return position == null ? new UUID(0, 0) : Ids.uuid(position);
    }

    /** So far the round has come. */
    void judged(UUID tenantId) {
        jdbc.sql(JUDGED).params(NAME, Ids.bytes(tenantId)).update();
    }

    /**
     * @param all whether there were no further tenants: the next turn begins with the first
     */
    void done(Turn turn, boolean all) {
        jdbc.sql(all ? ROUND_DONE : DONE).params(NAME, turn.began).update();
    }
}
