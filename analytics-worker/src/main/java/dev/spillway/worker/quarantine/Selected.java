package dev.spillway.worker.quarantine;

import dev.spillway.platform.job.QuarantineSelection;
import dev.spillway.worker.job.Job;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** The held requests that a job is about, step by step. Thread-safe. */
final class Selected {

    private final HeldRows rows;
    private final Clock clock;

    Selected(HeldRows rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /** Those of the next step; none when the job is done. */
    List<UUID> next(Job job, int items) {
        String place = job.place();
        return rows.next(
                job.tenantId(),
                job.parameters(QuarantineSelection.class),
                place == null ? HeldRows.BEGINNING : UUID.fromString(place),
                items,
                clock.instant());
    }

    List<HeldRow> read(Job job, List<UUID> ids) {
        return rows.read(job.tenantId(), ids);
    }

    /** Where the step after these begins. */
    static String behind(List<UUID> ids) {
        return ids.getLast().toString();
    }
}
