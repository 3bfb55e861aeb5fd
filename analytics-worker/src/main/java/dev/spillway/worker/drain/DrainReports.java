package dev.spillway.worker.drain;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.sql.UtcTime;
import dev.spillway.worker.turn.Lane;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What each worker says of its draining, in {@code drain_report}: whoever judges whether a source
 * is silent has to know what another worker has in hand, and whether anybody receives at all.
 * Thread-safe.
 */
public final class DrainReports {

    /**
     * How long a worker's last word counts. One that died holds messages until their visibility has
     * passed, and others find them then.
     */
    static final Duration BELIEVED = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(DrainReports.class);

    private static final String WRITE =
            """
            INSERT INTO drain_report (worker_id, received_until, main_oldest_at, overflow_oldest_at,
                                      reported_at)
            VALUES (?, ?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE received_until = VALUES(received_until),
                main_oldest_at = VALUES(main_oldest_at),
                overflow_oldest_at = VALUES(overflow_oldest_at), reported_at = VALUES(reported_at)
            """;

    private static final String READ =
            """
            SELECT MAX(received_until) AS received_until,
                   MIN(CASE WHEN reported_at > ? THEN main_oldest_at END) AS main_oldest_at,
                   MIN(CASE WHEN reported_at > ? THEN overflow_oldest_at END) AS overflow_oldest_at
            FROM drain_report
            """;

    private final JdbcClient jdbc;
    private final Held held;
    private final Clock clock;
    private final UUID worker = Ids.next();

    DrainReports(JdbcClient jdbc, Held held, Clock clock) {
        this.jdbc = jdbc;
        this.held = held;
        this.clock = clock;
    }

    /** Reports for this worker. Throws nothing: the next one is due. */
    void report() {
        try {
            write();
        } catch (RuntimeException e) {
            LOG.debug("no report of the drain: {}", e.getClass().getName());
        }
    }

    /** The mark first: what is received in between is then held, and not overlooked. */
    private void write() {
        Optional<Instant> until = held.mark(Lane.MAIN).until();
        jdbc.sql(WRITE)
                .param(Ids.bytes(worker))
                .param(column(until))
                .param(column(held.oldest(Lane.MAIN)))
                .param(column(held.oldest(Lane.OVERFLOW)))
                .param(UtcTime.column(clock.instant()))
                .update();
    }

    private static @Nullable LocalDateTime column(Optional<Instant> time) {
        return time.map(UtcTime::column).orElse(null);
    }

    /** What all workers said last, as it looks now. */
    public Backlog backlog(Instant now) {
        LocalDateTime since = UtcTime.column(now.minus(BELIEVED));
        return jdbc.sql(READ).params(since, since).query((row, _) -> backlog(row, now)).single();
    }

    private static Backlog backlog(ResultSet row, Instant now) throws SQLException {
        Instant received = time(row, "received_until").orElse(Instant.EPOCH);
        Instant held = time(row, "main_oldest_at").orElse(received);
        Instant overflow = time(row, "overflow_oldest_at").orElse(now);
        return new Backlog(
                held.isBefore(received) ? held : received,
                overflow.isBefore(now) ? Duration.between(overflow, now) : Duration.ZERO);
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, LocalDateTime.class))
                .map(UtcTime::instant);
    }
}
