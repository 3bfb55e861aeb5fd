package dev.spillway.app.deadletter;

import dev.spillway.app.audit.AuditLog;
import dev.spillway.app.job.Jobs;
import dev.spillway.platform.job.DeadLetterSelection;
import dev.spillway.platform.job.JobKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Asks the worker to replay or to discard, and puts down who asked. */
@Component
class Settlement {

    private final Jobs jobs;
    private final AuditLog audit;

    Settlement(Jobs jobs, AuditLog audit) {
        this.jobs = jobs;
        this.audit = audit;
    }

    /**
     * Asks.
     *
     * @param action as the audit log names it
     * @return the job's id
     */
    @Transactional
    UUID ask(JobKind kind, String action, DeadLetterSelection selection, long matched) {
        UUID job = jobs.ask(kind, selection, matched);
        audit.record(action, job.toString(), details(selection, matched));
        return job;
    }

    /** What was asked for; of named letters how many, since the list may be long. */
    private static Map<String, Object> details(DeadLetterSelection selection, long matched) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("matched", matched);
        if (selection.ids() == null) {
            put(details, "reason", selection.reason());
            put(details, "source", selection.source());
            put(details, "from", selection.from());
            put(details, "to", selection.to());
        } else {
            details.put("ids", selection.ids().size());
        }
        put(details, "because", selection.because());
        return details;
    }

    private static void put(Map<String, Object> details, String name, @Nullable Object value) {
        if (value != null) {
            details.put(name, value);
        }
    }
}
