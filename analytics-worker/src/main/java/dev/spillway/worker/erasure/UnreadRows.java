package dev.spillway.worker.erasure;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.job.Job;
import dev.spillway.worker.sql.Rows;
import java.util.List;
import java.util.UUID;

/**
 * {@code job_unread}: which rows a job could not look into, inside the step's transaction. Whoever
 * asked for the job has to know where somebody may still be. Thread-safe.
 */
final class UnreadRows {

    /** More of them are not looked up one by one; the job's count says how many there are. */
    static final int MOST = 1_000;

    /**
     * Locks the job first: the foreign key would take it shared, and the step's progress after it
     * would wait for whoever came in between.
     */
    private static final String COUNT =
            "SELECT (SELECT COUNT(*) FROM job_unread u"
                    + " WHERE u.tenant_id = j.tenant_id AND u.job_id = j.id)"
                    + " FROM job j WHERE j.tenant_id = ? AND j.id = ? FOR UPDATE";

    private static final String ADD =
            "INSERT INTO job_unread (tenant_id, job_id, kind, id) VALUES (?, ?, ?, ?)";

    private final Rows rows;

    UnreadRows(Rows rows) {
        this.rows = rows;
    }

    /**
     * Adds some, unless there are enough.
     *
     * @param kind as {@link Searched#kind} names them
     */
    void add(Job job, String kind, List<UUID> ids) {
        if (ids.isEmpty()) {
            return;
        }
        byte[] tenant = Ids.bytes(job.tenantId());
        byte[] id = Ids.bytes(job.id());
        Long known = rows.jdbc().queryForObject(COUNT, Long.class, tenant, id);
        long room = Math.max(0, MOST - (known == null ? 0 : known));
        rows.write(
                ADD,
                ids.stream().limit(room).toList(),
                each -> new Object[] {tenant, id, kind, Ids.bytes(each)});
    }
}
