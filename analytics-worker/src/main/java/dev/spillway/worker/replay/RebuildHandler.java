package dev.spillway.worker.replay;

import dev.spillway.platform.job.JobKind;
import dev.spillway.platform.job.RollupSelection;
import dev.spillway.worker.job.Job;
import dev.spillway.worker.job.JobFailedException;
import dev.spillway.worker.job.JobHandler;
import dev.spillway.worker.job.Progress;
import dev.spillway.worker.job.Step;
import dev.spillway.worker.rollup.RebuildRivalException;
import dev.spillway.worker.rollup.RebuiltHour;
import dev.spillway.worker.rollup.RollupRebuild;
import dev.spillway.worker.tenant.Tenant;
import dev.spillway.worker.tenant.TenantUnusableException;
import dev.spillway.worker.tenant.Tenants;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Counts a tenant's events anew, an hour after the other; the job's place is the hour that is to be
 * done. Thread-safe.
 */
final class RebuildHandler implements JobHandler {

    private static final Duration HOUR = Duration.ofHours(1);

    private final RollupRebuild rebuild;
    private final Tenants tenants;
    private final Clock clock;

    RebuildHandler(RollupRebuild rebuild, Tenants tenants, Clock clock) {
        this.rebuild = rebuild;
        this.tenants = tenants;
        this.clock = clock;
    }

    @Override
    public JobKind kind() {
        return JobKind.ROLLUP_REBUILD;
    }

    @Override
    public Step next(Job job, int items) {
        RollupSelection selection = job.parameters(RollupSelection.class);
        Instant hour = hour(job, selection);
        if (!hour.isBefore(end(selection))) {
            return Progress::finished;
        }
        try {
            RollupRebuild.Work work =
                    rebuild.next(
                            new RebuiltHour(job.tenantId(), selection.source(), hour, job.id()));
            return () -> progress(hour, work.write());
        } catch (RebuildRivalException e) {
            throw new JobFailedException("rebuild_under_way");
        }
    }

    /** What lies before raw webhooks is out of reach, whatever the parameters say. */
    private Instant hour(Job job, RollupSelection selection) {
        String place = job.place();
        if (place != null) {
            return Instant.parse(place);
        }
        Instant first = selection.from().truncatedTo(ChronoUnit.HOURS);
        Instant earliest = rawSince(job);
        return first.isBefore(earliest) ? earliest : first;
    }

    private Instant rawSince(Job job) {
        try {
            Tenant tenant =
                    tenants.find(job.tenantId())
                            .orElseThrow(() -> new JobFailedException("tenant_unusable"));
            return tenant.plan().rawSince(clock.instant());
        } catch (TenantUnusableException e) {
            throw new JobFailedException("tenant_unusable");
        }
    }

    private Instant end(RollupSelection selection) {
        Instant now = clock.instant();
        return selection.to().isBefore(now) ? selection.to() : now;
    }

    private static Progress progress(Instant hour, RollupRebuild.Result result) {
        String next = hour.plus(HOUR).toString();
        return switch (result) {
            case GOES_ON -> new Progress(hour.toString(), 0, 0, 0);
            case DONE -> new Progress(next, 1, 0, 0);
            case NOTHING_THERE -> new Progress(next, 0, 1, 0);
        };
    }

    /** Counting meets no value that was not stored before. */
    @Override
    public Step past(Job job, RuntimeException failure) {
        throw new JobFailedException("internal_error");
    }
}
