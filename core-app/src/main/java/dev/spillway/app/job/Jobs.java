package dev.spillway.app.job;

import dev.spillway.app.caller.Actor;
import dev.spillway.app.caller.Caller;
import dev.spillway.app.database.Row;
import dev.spillway.app.database.TenantDatabase;
import dev.spillway.app.listing.Cursor;
import dev.spillway.app.listing.Listing;
import dev.spillway.app.listing.Paging;
import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.error.ProblemException;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.job.JobKind;
import dev.spillway.platform.tenancy.TenantContext;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The bound tenant's jobs. */
@Repository
@EnableConfigurationProperties(JobLimits.class)
public class Jobs {

    private static final UUID NEWEST = new UUID(-1, -1);

    private static final String COLUMNS =
            "SELECT id, kind, status, cancel_requested, total, done, skipped, failed, error_code,"
                    + " requested_by_kind, requested_by, created_at, started_at, finished_at"
                    + " FROM app_job";

    /** Every filter in one statement: an absent one lets all through. */
    private static final String LIST =
            COLUMNS
                    + " WHERE id < :before AND (:allKinds OR kind IN (:kinds))"
                    + " AND (:allStatuses OR status IN (:statuses)) ORDER BY id DESC LIMIT :rows";

    /** A list in SQL cannot be empty; nothing is called so. */
    private static final List<String> NONE = List.of("");

    /** What the app may not write has its default, and the worker's word afterwards. */
    private static final String ASK =
            "INSERT INTO app_job (tenant_id, id, kind, parameters, total, requested_by_kind,"
                    + " requested_by, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String UNREAD =
            "SELECT kind, id FROM app_job_unread WHERE job_id = ? ORDER BY kind, id";

    private final TenantDatabase database;
    private final JobLimits limits;
    private final Clock clock;

    Jobs(TenantDatabase database, JobLimits limits, Clock clock) {
        this.database = database;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Asks the worker for long work, in the caller's name.
     *
     * @param parameters of the kind's own form, written as JSON
     * @param total items that it is about, as they are counted now; null where they are too many to
     *     count
     * @return the job's id
     * @throws ProblemException 429 while too many of the tenant's jobs are not at their end
     */
    public UUID ask(JobKind kind, Object parameters, @Nullable Long total) {
        if (open() >= limits.open()) {
            throw new ProblemException(ErrorCode.TOO_MANY_JOBS);
        }
        UUID id = Ids.next();
        Actor actor = Caller.current().actor();
        database.sql(ASK)
                .param(Ids.bytes(TenantContext.required()))
                .param(Ids.bytes(id))
                .param(kind.code())
                // Between services, not for clients: neither mapper nor form of the API.
                .param(JsonMapper.shared().writeValueAsString(parameters))
                .param(total)
                .param(actor.kind())
                .param(actor.name())
                .param(Row.time(clock.instant()))
                .update();
        return id;
    }

    private long open() {
        return database.sql("SELECT COUNT(*) FROM app_job WHERE status IN ('waiting', 'running')")
                .query(Long.class)
                .single();
    }

    Optional<Job> find(UUID id) {
        return database.sql(COLUMNS + " WHERE id = ?")
                .param(Ids.bytes(id))
                .query(Row.mapper(Jobs::job))
                .optional();
    }

    /** Which rows it could not look into, as many as the worker wrote down. */
    List<UnreadRow> unread(UUID id) {
        return database.sql(UNREAD)
                .param(Ids.bytes(id))
                .query(Row.mapper(row -> new UnreadRow(row.text("kind"), row.id("id"))))
                .list();
    }

    /** Newest first. */
    Listing<Job> list(JobFilter filter, Paging paging) {
        UUID before = paging.after(2).map(cursor -> cursor.id(0)).orElse(NEWEST);
        List<String> kinds = filter.kinds();
        List<String> statuses = filter.statuses();
        List<Job> rows =
                database.sql(LIST)
                        .param("before", Ids.bytes(before))
                        .param("allKinds", kinds.isEmpty())
                        .param("kinds", kinds.isEmpty() ? NONE : kinds)
                        .param("allStatuses", statuses.isEmpty())
                        .param("statuses", statuses.isEmpty() ? NONE : statuses)
                        .param("rows", paging.rows())
                        .query(Row.mapper(Jobs::job))
                        .list();
        return paging.page(rows, job -> Cursor.of(job.id()));
    }

    /**
     * Asks the worker to stop a job after the step that runs. Names the whole key: through a view
     * MySQL would otherwise go through the table.
     */
    void cancel(UUID id) {
        database.sql("UPDATE app_job SET cancel_requested = TRUE WHERE tenant_id = ? AND id = ?")
                .param(Ids.bytes(TenantContext.required()))
                .param(Ids.bytes(id))
                .update();
    }

    private static Job job(Row row) throws SQLException {
        return new Job(
                row.id("id"),
                row.text("kind"),
                row.text("status"),
                row.truth("cancel_requested"),
                row.numberOrNull("total"),
                row.number("done"),
                row.number("skipped"),
                row.number("failed"),
                row.textOrNull("error_code"),
                new Job.Requester(row.text("requested_by_kind"), row.text("requested_by")),
                row.instant("created_at"),
                row.instantOrNull("started_at"),
                row.instantOrNull("finished_at"));
    }
}
