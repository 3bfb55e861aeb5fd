package dev.spillway.worker.replay;

import dev.spillway.platform.job.JobKind;
import dev.spillway.worker.job.Job;
import dev.spillway.worker.job.JobFailedException;
import dev.spillway.worker.job.JobHandler;
import dev.spillway.worker.job.Progress;
import dev.spillway.worker.job.Step;
import dev.spillway.worker.store.WebhookReplay;
import dev.spillway.worker.store.WebhookReplays;
import dev.spillway.worker.tenant.TenantUnusableException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Normalises a tenant's stored webhooks again. Thread-safe. */
final class ReplayHandler implements JobHandler {

    private final SelectedWebhooks webhooks;
    private final WebhookReplays replays;
    private final Clock clock;

    ReplayHandler(SelectedWebhooks webhooks, WebhookReplays replays, Clock clock) {
        this.webhooks = webhooks;
        this.replays = replays;
        this.clock = clock;
    }

    @Override
    public JobKind kind() {
        return JobKind.WEBHOOK_REPLAY;
    }

    @Override
    public Step next(Job job, int items) {
        List<UUID> found = webhooks.next(job, items);
        if (found.isEmpty()) {
            return Progress::finished;
        }
        try {
            WebhookReplay replay = replays.prepare(job.tenantId(), found);
            return () -> progress(found, replay.write(clock.instant()));
        } catch (TenantUnusableException e) {
            throw new JobFailedException("tenant_unusable");
        }
    }

    /** What there was no room for begins the next step. */
    private static Progress progress(List<UUID> found, WebhookReplay.Result result) {
        List<UUID> taken = found.stream().takeWhile(id -> !id.equals(result.next())).toList();
        return new Progress(
                taken.getLast().toString(),
                result.changed(),
                taken.size() - result.changed() - result.failed(),
                result.failed());
    }

    /** What today's events of it do not let be stored stays as it was. */
    @Override
    public Step past(Job job, RuntimeException failure) {
        List<UUID> found = webhooks.next(job, 1);
        return found.isEmpty()
                ? Progress::finished
                : () -> new Progress(found.getFirst().toString(), 0, 0, 1);
    }
}
