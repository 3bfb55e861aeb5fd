package dev.spillway.worker.people;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.sql.UtcTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * {@code people_turn}: one at a time changes a tenant's sketches. A turn is the row's lock and ends
 * with its transaction, so a worker that dies leaves nothing behind; a reservation lasts over
 * several transactions, ends by itself, and is noticed to have ended. Thread-safe.
 */
final class Turns {

    private static final String LOCK =
            "SELECT reserved_by, reserved_until FROM people_turn WHERE tenant_id = ? FOR UPDATE";

    private static final String CREATE = "INSERT IGNORE INTO people_turn (tenant_id) VALUES (?)";

    private static final String RESERVE =
            "UPDATE people_turn SET reserved_by = ?, reserved_until = ? WHERE tenant_id = ?"
                    + " AND (reserved_until IS NULL OR reserved_until < ?)";

    private static final String PROLONG =
            "UPDATE people_turn SET reserved_until = ? WHERE tenant_id = ? AND reserved_by = ?";

    private static final String FREE =
            "UPDATE people_turn SET reserved_by = NULL, reserved_until = NULL"
                    + " WHERE tenant_id = ? AND reserved_by = ?";

    private final JdbcTemplate jdbc;
    private final Duration reservation;
    private final Clock clock;

    Turns(JdbcTemplate jdbc, Duration reservation, Clock clock) {
        this.jdbc = jdbc;
        this.reservation = reservation;
        this.clock = clock;
    }

    /**
     * Takes the turn for the rest of this transaction, without waiting for anybody.
     *
     * @return false if another worker has it, or somebody reserved it
     */
    boolean take(UUID tenantId) {
        List<Holder> rows = jdbc.query(LOCK + " SKIP LOCKED", Holder::of, Ids.bytes(tenantId));
        if (rows.isEmpty() && !exists(tenantId)) {
            jdbc.update(CREATE, Ids.bytes(tenantId));
            rows = jdbc.query(LOCK + " SKIP LOCKED", Holder::of, Ids.bytes(tenantId));
        }
        return !rows.isEmpty() && free(tenantId, rows.getFirst());
    }

    private boolean exists(UUID tenantId) {
        String sql = "SELECT COUNT(*) FROM people_turn WHERE tenant_id = ?";
        Long rows = jdbc.queryForObject(sql, Long.class, Ids.bytes(tenantId));
        return rows != null && rows > 0;
    }

    /** A reservation that has run out is struck off, so that whoever had it learns of it. */
    private boolean free(UUID tenantId, Holder holder) {
        if (holder.by() == null || holder.until() == null) {
            return true;
        }
        if (holder.until().isAfter(clock.instant())) {
            return false;
        }
        jdbc.update(FREE, Ids.bytes(tenantId), Ids.bytes(holder.by()));
        return true;
    }

    /**
     * Takes the turn for the rest of this transaction, under a reservation of one's own.
     *
     * @return true, always
     * @throws TurnLostException if the reservation ran out
     */
    boolean take(UUID tenantId, UUID reservedBy) {
        List<Holder> rows = jdbc.query(LOCK, Holder::of, Ids.bytes(tenantId));
        if (rows.isEmpty() || !reservedBy.equals(rows.getFirst().by())) {
            throw new TurnLostException(tenantId);
        }
        return true;
    }

    /**
     * Reserves a tenant's turn until {@link #free}, at most for the time of a reservation.
     *
     * @return by which it is reserved
     * @throws TurnLostException if somebody else has reserved it
     */
    UUID reserve(UUID tenantId) {
        UUID reservedBy = Ids.next();
        Instant now = clock.instant();
        jdbc.update(CREATE, Ids.bytes(tenantId));
        int reserved =
                jdbc.update(
                        RESERVE,
                        Ids.bytes(reservedBy),
                        UtcTime.column(now.plus(reservation)),
                        Ids.bytes(tenantId),
                        UtcTime.column(now));
        if (reserved == 0) {
            throw new TurnLostException(tenantId);
        }
        return reservedBy;
    }

    /** Lets the reservation last its whole time again. */
    void prolong(UUID tenantId, UUID reservedBy) {
        int prolonged =
                jdbc.update(
                        PROLONG,
                        UtcTime.column(clock.instant().plus(reservation)),
                        Ids.bytes(tenantId),
                        Ids.bytes(reservedBy));
        if (prolonged == 0) {
            throw new TurnLostException(tenantId);
        }
    }

    void free(UUID tenantId, UUID reservedBy) {
        jdbc.update(FREE, Ids.bytes(tenantId), Ids.bytes(reservedBy));
    }

    private record Holder(@Nullable UUID by, @Nullable Instant until) {
        static Holder of(ResultSet row, int number) throws SQLException {
            byte[] by = row.getBytes("reserved_by");
            LocalDateTime until = row.getObject("reserved_until", LocalDateTime.class);
            return new Holder(
                    by == null ? null : Ids.uuid(by),
                    until == null ? null : UtcTime.instant(until));
        }
    }
}
