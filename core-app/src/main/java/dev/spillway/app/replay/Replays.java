package dev.spillway.app.replay;

import dev.spillway.app.audit.AuditLog;
import dev.spillway.app.job.Jobs;
import dev.spillway.platform.job.JobKind;
import dev.spillway.platform.job.RollupSelection;
import dev.spillway.platform.job.WebhookSelection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Asks the worker, and puts down who asked. */
@Component
class Replays {

    private final Jobs jobs;
    private final AuditLog audit;

    Replays(Jobs jobs, AuditLog audit) {
        this.jobs = jobs;
        this.audit = audit;
    }

    /**
     * Asks for webhooks to be normalised again.
     *
     * @param matched how many; null where they are too many to count
     * @return the job's id
     */
    @Transactional
    UUID ask(WebhookSelection selection, @Nullable Long matched) {
        UUID job = jobs.ask(JobKind.WEBHOOK_REPLAY, selection, matched);
        Map<String, Object> details = new LinkedHashMap<>();
        put(details, "matched", matched);
        put(details, "ids", selection.ids());
        put(details, "source", selection.source());
        put(details, "provider", selection.provider());
        put(details, "outcome", selection.outcome());
        put(details, "from", selection.from());
        if (selection.ids() == null) {
            put(details, "to", selection.to());
        }
        audit.record("webhooks.replayed", job.toString(), details);
        return job;
    }

    /** Asks for hours to be counted again. */
    @Transactional
    UUID ask(RollupSelection selection, long hours) {
        UUID job = jobs.ask(JobKind.ROLLUP_REBUILD, selection, hours);
        Map<String, Object> details = new LinkedHashMap<>();
        put(details, "hours", hours);
        put(details, "source", selection.source());
        put(details, "from", selection.from());
        put(details, "to", selection.to());
        audit.record("rollups.rebuilt", job.toString(), details);
        return job;
    }

    private static void put(Map<String, Object> details, String name, @Nullable Object value) {
        if (value != null) {
            details.put(name, value);
        }
    }
}
