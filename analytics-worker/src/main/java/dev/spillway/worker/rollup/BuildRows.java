package dev.spillway.worker.rollup;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.sql.UtcTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * {@code rollup_generation} as a rebuild changes it, inside the caller's transaction. All sources
 * of an hour that a job builds are at the same minute. Thread-safe.
 */
final class BuildRows {

    private static final String FIND =
            "SELECT source_id, visible, building, taken_until, counted_until FROM rollup_generation"
                    + " WHERE tenant_id = ? AND hour = ? AND job_id = ? ORDER BY source_id";

    private static final String RIVALS =
            "SELECT COUNT(*) FROM rollup_generation g JOIN job j"
                    + " ON j.tenant_id = g.tenant_id AND j.id = g.job_id"
                    + " WHERE g.tenant_id = ? AND g.hour = ? AND (? IS NULL OR g.source_id = ?)"
                    + " AND g.job_id <> ? AND j.status IN ('waiting', 'running')";

    private static final String ADD_SOURCES =
            "INSERT IGNORE INTO rollup_generation (tenant_id, hour, source_id)"
                    + " SELECT tenant_id, ?, id FROM source"
                    + " WHERE tenant_id = ? AND (? IS NULL OR id = ?)";

    /** A number that no row has: what was left of another build is still to be deleted. */
    private static final String BEGIN =
            "UPDATE rollup_generation SET building = COALESCE(building, visible) + 1,"
                    + " taken_until = hour, counted_until = hour, job_id = ?"
                    + " WHERE tenant_id = ? AND hour = ? AND (? IS NULL OR source_id = ?)";

    private static final String TAKE =
            "UPDATE rollup_generation SET taken_until = ? WHERE tenant_id = ? AND hour = ?"
                    + " AND job_id = ? AND taken_until = ? AND counted_until = ?";

    private static final String COUNTED =
            "UPDATE rollup_generation SET counted_until = ? WHERE tenant_id = ? AND hour = ?"
                    + " AND job_id = ? AND taken_until = ? AND counted_until = ?";

    private static final String SWAP =
            "UPDATE rollup_generation SET visible = building, building = NULL, taken_until = NULL,"
                    + " counted_until = NULL"
                    + " WHERE tenant_id = ? AND hour = ? AND job_id = ? AND counted_until = ?";

    private static final String STOP =
            "UPDATE rollup_generation SET taken_until = NULL, counted_until = NULL"
                    + " WHERE tenant_id = ? AND hour = ? AND job_id = ?";

    private static final String END =
            "UPDATE rollup_generation SET building = NULL, taken_until = NULL, counted_until = NULL,"
                    + " job_id = NULL WHERE tenant_id = ? AND hour = ? AND job_id = ?";

    private static final String LEFT_BEHIND =
            "SELECT g.tenant_id, g.hour, g.job_id FROM rollup_generation g LEFT JOIN job j"
                    + " ON j.tenant_id = g.tenant_id AND j.id = g.job_id"
                    + " WHERE g.job_id IS NOT NULL"
                    + " AND (j.id IS NULL OR j.status NOT IN ('waiting', 'running')) LIMIT 1";

    private final JdbcTemplate jdbc;

    BuildRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A source's hour that is built, or was.
     *
     * @param building null once it is what readers see
     */
    record Build(
            UUID sourceId,
            int visible,
            @Nullable Integer building,
            @Nullable Instant takenUntil,
            @Nullable Instant countedUntil) {

        private static Build of(ResultSet row, int number) throws SQLException {
            return new Build(
                    Ids.uuid(row.getBytes("source_id")),
                    row.getInt("visible"),
                    row.getObject("building", Integer.class),
                    instant(row, "taken_until"),
                    instant(row, "counted_until"));
        }

        private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
            LocalDateTime time = row.getObject(column, LocalDateTime.class);
            return time == null ? null : UtcTime.instant(time);
        }
    }

    List<Build> find(RebuiltHour hour) {
        return jdbc.query(FIND, Build::of, tenant(hour), start(hour), job(hour));
    }

    /** Likewise; nobody changes them until the transaction ends. */
    List<Build> lock(RebuiltHour hour) {
        return jdbc.query(FIND + " FOR UPDATE", Build::of, tenant(hour), start(hour), job(hour));
    }

    /**
     * Begins to build, or begins anew.
     *
     * @throws RebuildRivalException if somebody else is at it
     */
    void begin(RebuiltHour hour) {
        byte @Nullable [] source = source(hour);
        Long rivals =
                jdbc.queryForObject(
                        RIVALS, Long.class, tenant(hour), start(hour), source, source, job(hour));
        if (rivals != null && rivals > 0) {
            throw new RebuildRivalException(hour);
        }
        jdbc.update(ADD_SOURCES, start(hour), tenant(hour), source, source);
        jdbc.update(BEGIN, job(hour), tenant(hour), start(hour), source, source);
    }

    /** From now on batches add what is in these minutes to what is built, too. */
    void take(RebuiltHour hour, Instant from, Instant until) {
        move(TAKE, hour, until, from, from);
    }

    /** What was stored of these minutes before they were taken is in what is built. */
    void counted(RebuiltHour hour, Instant from, Instant until) {
        move(COUNTED, hour, until, until, from);
    }

    private void move(String sql, RebuiltHour hour, Instant to, Instant taken, Instant counted) {
        int moved =
                jdbc.update(
                        sql,
                        UtcTime.column(to),
                        tenant(hour),
                        start(hour),
                        job(hour),
                        UtcTime.column(taken),
                        UtcTime.column(counted));
        if (moved == 0) {
            throw new ConcurrencyFailureException("somebody else went on with " + hour.start());
        }
    }

    /** Readers see what was built. */
    void swap(RebuiltHour hour) {
        jdbc.update(SWAP, tenant(hour), start(hour), job(hour), UtcTime.column(hour.end()));
    }

    /** Batches add nothing to it any more. */
    void stop(RebuiltHour hour) {
        jdbc.update(STOP, tenant(hour), start(hour), job(hour));
    }

    /** Nothing is left of it to be done. */
    void end(RebuiltHour hour) {
        jdbc.update(END, tenant(hour), start(hour), job(hour));
    }

    /** An hour whose job ended before it did. */
    Optional<RebuiltHour> leftBehind() {
        return jdbc
                .query(
                        LEFT_BEHIND,
                        (row, _) ->
                                new RebuiltHour(
                                        Ids.uuid(row.getBytes("tenant_id")),
                                        null,
                                        UtcTime.instant(row.getObject("hour", LocalDateTime.class)),
                                        Ids.uuid(row.getBytes("job_id"))))
                .stream()
                .findFirst();
    }

    private static byte[] tenant(RebuiltHour hour) {
        return Ids.bytes(hour.tenantId());
    }

    private static LocalDateTime start(RebuiltHour hour) {
        return UtcTime.column(hour.start());
    }

    private static byte[] job(RebuiltHour hour) {
        return Ids.bytes(hour.jobId());
    }

    private static byte @Nullable [] source(RebuiltHour hour) {
        UUID source = hour.sourceId();
        return source == null ? null : Ids.bytes(source);
    }
}
