package dev.spillway.worker.deadletter;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.job.DeadLetterSelection;
import dev.spillway.platform.job.JobKind;
import dev.spillway.worker.job.Job;
import dev.spillway.worker.job.JobFailedException;
import dev.spillway.worker.job.JobHandler;
import dev.spillway.worker.job.Progress;
import dev.spillway.worker.job.Step;
import dev.spillway.worker.sql.UtcTime;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Gives dead letters up for good. They stay where they are, with the reason, and in the counts: a
 * webhook that was discarded was received and not stored. Thread-safe.
 */
final class DiscardHandler implements JobHandler {

    private static final String DISCARD =
            "UPDATE dead_letter SET status = 'discarded', discard_reason = ?, settled_at = ?,"
                    + " job_id = ? WHERE tenant_id = ? AND id = ? AND status = 'dead'";

    private final SelectedLetters letters;
    private final JdbcTemplate jdbc;
    private final Clock clock;

    DiscardHandler(SelectedLetters letters, JdbcTemplate jdbc, Clock clock) {
        this.letters = letters;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public JobKind kind() {
        return JobKind.DEAD_LETTER_DISCARD;
    }

    @Override
    public Step next(Job job, int items) {
        String because = job.parameters(DeadLetterSelection.class).because();
        if (because == null) {
            throw new JobFailedException("reason_missing");
        }
        List<UUID> found = letters.nextIds(job, items);
        return found.isEmpty() ? Progress::finished : () -> discard(job, found, because);
    }

    private Progress discard(Job job, List<UUID> found, String because) {
        long discarded = found.stream().filter(letter -> discard(job, letter, because)).count();
        return new Progress(found.getLast().toString(), discarded, found.size() - discarded, 0);
    }

    private boolean discard(Job job, UUID letter, String because) {
        return jdbc.update(
                        DISCARD,
                        because,
                        UtcTime.column(clock.instant()),
                        Ids.bytes(job.id()),
                        Ids.bytes(job.tenantId()),
                        Ids.bytes(letter))
                == 1;
    }

    /** No letter can be too much for this; only the reason can, and then it is for all. */
    @Override
    public Step past(Job job, RuntimeException failure) {
        throw new JobFailedException("reason_refused");
    }
}
