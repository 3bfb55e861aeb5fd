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
    List<HeldRows.Place> next(Job job, int items) {
        String place = job.place();
        return rows.places(
                job.tenantId(),
                job.parameters(QuarantineSelection.class),
                place == null ? HeldRows.BEGINNING : UUID.fromString(place),
                items,
                clock.instant());
    }

    List<HeldRow> read(Job job, List<HeldRows.Place> places) {
        return rows.read(job.tenantId(), places);
    }

    /** Where the step after these begins. */
    static String behind(List<HeldRows.Place> places) {
        return places.getLast().id().toString();
    }
}
