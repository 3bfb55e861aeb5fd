package dev.spillway.worker.deadletter;

import dev.spillway.platform.job.JobKind;
import dev.spillway.worker.job.Job;
import dev.spillway.worker.job.JobFailedException;
import dev.spillway.worker.job.JobHandler;
import dev.spillway.worker.job.Progress;
import dev.spillway.worker.job.Step;
import dev.spillway.worker.store.DeadLetter;
import dev.spillway.worker.store.DeadLetterReplays;
import dev.spillway.worker.store.Replay;
import dev.spillway.worker.tenant.TenantUnusableException;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/** Stores dead letters after all, those that can be. Thread-safe. */
final class ReplayHandler implements JobHandler {

    private final SelectedLetters letters;
    private final DeadLetterReplays replays;
    private final Clock clock;

    ReplayHandler(SelectedLetters letters, DeadLetterReplays replays, Clock clock) {
        this.letters = letters;
        this.replays = replays;
        this.clock = clock;
    }

    @Override
    public JobKind kind() {
        return JobKind.DEAD_LETTER_REPLAY;
    }

    @Override
    public Step next(Job job, int items) {
        return step(job, items, replays::prepare);
    }

    @Override
    public Step past(Job job, RuntimeException failure) {
        return step(job, 1, one -> replays.giveUp(one.getFirst(), failure));
    }

    private Step step(Job job, int items, Function<List<DeadLetter>, Replay> preparation) {
        List<DeadLetter> found = letters.next(job, items);
        if (found.isEmpty()) {
            return Progress::finished;
        }
        try {
            Replay replay = preparation.apply(found);
            DeadLetter last = found.get(replay.letters() - 1);
            return () -> progress(last, replay.write(job.id(), clock.instant()));
        } catch (TenantUnusableException e) {
            throw new JobFailedException("tenant_unusable");
        }
    }

    /** The last step is the one that finds nothing. */
    private static Progress progress(DeadLetter last, Replay.Result result) {
        return new Progress(
                last.id().toString(), result.replayed(), result.skipped(), result.failed());
    }
}
