package dev.spillway.worker.quarantine;

import dev.spillway.platform.job.JobKind;
import dev.spillway.worker.job.Job;
import dev.spillway.worker.job.JobHandler;
import dev.spillway.worker.job.Progress;
import dev.spillway.worker.job.Step;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Gives held requests up: what they held is gone with the step that says so. Thread-safe. */
final class QuarantineDiscard implements JobHandler {

    private final Selected selected;
    private final QuarantineRows rows;
    private final Clock clock;

    QuarantineDiscard(Selected selected, QuarantineRows rows, Clock clock) {
        this.selected = selected;
        this.rows = rows;
        this.clock = clock;
    }

    @Override
    public JobKind kind() {
        return JobKind.QUARANTINE_DISCARD;
    }

    @Override
    public Step next(Job job, int items) {
        List<UUID> ids = selected.next(job, items);
        return ids.isEmpty()
                ? Progress::finished
                : () -> {
                    rows.discard(job.tenantId(), ids, clock.instant());
                    return new Progress(Selected.behind(ids), ids.size(), 0, 0);
                };
    }

    @Override
    public Step past(Job job, RuntimeException failure) {
        List<UUID> ids = selected.next(job, 1);
        return ids.isEmpty()
                ? Progress::finished
                : () -> new Progress(Selected.behind(ids), 0, 0, ids.size());
    }
}
