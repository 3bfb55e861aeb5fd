package dev.spillway.worker.job;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.job.JobKind;
import dev.spillway.worker.sql.UtcTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * {@code job}, as one worker. Leases are measured by the database's clock, so that workers need not
 * agree on the time. Thread-safe.
 */
final class JobRows {

    private static final String FIND =
            """
            SELECT tenant_id, id, kind, parameters, place, cancel_requested, created_at
            FROM job WHERE tenant_id = ? AND id = ? AND lease_owner = ? AND status = 'running'
            """;

    private static final String TAKE =
            """
            UPDATE job
            SET status = 'running', lease_owner = ?, lease_until = UTC_TIMESTAMP(3) + INTERVAL ? SECOND,
                started_at = COALESCE(started_at, UTC_TIMESTAMP(3))
            WHERE tenant_id = ? AND id = ? AND status IN ('waiting', 'running')
              AND (lease_until IS NULL OR lease_until <= UTC_TIMESTAMP(3))
            """;

    private static final String SAVE =
            """
            UPDATE job
            SET place = ?, done = done + ?, skipped = skipped + ?, failed = failed + ?,
                lease_until = UTC_TIMESTAMP(3) + INTERVAL ? SECOND
            WHERE tenant_id = ? AND id = ? AND lease_owner = ? AND status = 'running'
            """;

    private static final String END =
            """
            UPDATE job
            SET status = ?, error_code = ?, lease_owner = NULL, lease_until = NULL,
                stepped_at = UTC_TIMESTAMP(3), finished_at = UTC_TIMESTAMP(3)
            WHERE tenant_id = ? AND id = ? AND lease_owner = ? AND status = 'running'
            """;

    private static final String RELEASE =
            """
            UPDATE job SET lease_owner = NULL, lease_until = NULL, stepped_at = UTC_TIMESTAMP(3)
            WHERE tenant_id = ? AND id = ? AND lease_owner = ? AND status = 'running'
            """;

    private final JdbcTemplate jdbc;
    private final UUID worker;
    private final long leaseSeconds;

    /**
     * @param worker of this process alone: a restarted one is another
     */
    JobRows(JdbcTemplate jdbc, UUID worker, Duration lease) {
        this.jdbc = jdbc;
        this.worker = worker;
        this.leaseSeconds = lease.toSeconds();
    }

    /** The job whose turn it is, of the tenants behind this one in the order of their ids. */
    Optional<Job> next(UUID tenantId, Collection<JobKind> kinds) {
        Object[] values = new Object[kinds.size() + 1];
        values[0] = Ids.bytes(tenantId);
        int place = 1;
        for (JobKind kind : kinds) {
            values[place++] = kind.code();
        }
        String sql =
                """
                SELECT tenant_id, id, kind, parameters, place, cancel_requested, created_at
                FROM job
                WHERE status IN ('waiting', 'running') AND tenant_id > ?
                  AND (lease_until IS NULL OR lease_until <= UTC_TIMESTAMP(3)) AND kind IN (%s)
                ORDER BY tenant_id, stepped_at, id
                LIMIT 1
                """
                        .formatted(String.join(", ", Collections.nCopies(kinds.size(), "?")));
        return one(jdbc.query(sql, (row, _) -> job(row), values));
    }

    /** Whether it is this worker's now. */
    boolean take(Job job) {
        return jdbc.update(
                        TAKE,
                        Ids.bytes(worker),
                        leaseSeconds,
                        Ids.bytes(job.tenantId()),
                        Ids.bytes(job.id()))
                == 1;
    }

    /** The job as it is now; empty when it is not this worker's any more. */
    Optional<Job> find(Job job) {
        return one(
                jdbc.query(
                        FIND,
                        (row, _) -> job(row),
                        Ids.bytes(job.tenantId()),
                        Ids.bytes(job.id()),
                        Ids.bytes(worker)));
    }

    /**
     * Saves a step's progress, in the step's transaction, and renews the lease.
     *
     * @throws LeaseLostException if the job is another's by now
     */
    void save(Job job, Progress progress) {
        int saved =
                jdbc.update(
                        SAVE,
                        progress.isLast() ? job.place() : progress.place(),
                        progress.done(),
                        progress.skipped(),
                        progress.failed(),
                        leaseSeconds,
                        Ids.bytes(job.tenantId()),
                        Ids.bytes(job.id()),
                        Ids.bytes(worker));
        if (saved != 1) {
            throw new LeaseLostException(job);
        }
    }

    void end(Job job, JobEnd end) {
        jdbc.update(
                END,
                end.status(),
                end.errorCode(),
                Ids.bytes(job.tenantId()),
                Ids.bytes(job.id()),
                Ids.bytes(worker));
    }

    /** Its turn is over, and anybody may take the next. */
    void release(Job job) {
        jdbc.update(RELEASE, Ids.bytes(job.tenantId()), Ids.bytes(job.id()), Ids.bytes(worker));
    }

    private static Job job(ResultSet row) throws SQLException {
        return new Job(
                Ids.uuid(row.getBytes("tenant_id")),
                Ids.uuid(row.getBytes("id")),
                JobKind.find(row.getString("kind")).orElseThrow(),
                row.getString("parameters"),
                row.getString("place"),
                row.getBoolean("cancel_requested"),
                UtcTime.instant(row.getObject("created_at", LocalDateTime.class)));
    }

    private static Optional<Job> one(List<Job> jobs) {
        return jobs.stream().findFirst();
    }
}
