package dev.spillway.app.quarantine;

import dev.spillway.app.audit.AuditLog;
import dev.spillway.app.job.Jobs;
import dev.spillway.platform.job.QuarantineSelection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Asks the worker to do what was decided, and puts down who decided it. */
@Component
class Decisions {

    private final Jobs jobs;
    private final AuditLog audit;

    Decisions(Jobs jobs, AuditLog audit) {
        this.jobs = jobs;
        this.audit = audit;
    }

    /**
     * The job's id.
     *
     * @param because the tenant's own reason, for the audit log
     */
    @Transactional
    UUID take(
            Decision decision,
            QuarantineSelection selection,
            long matched,
            @Nullable String because) {
        UUID job = jobs.ask(decision.job(), selection, matched);
        audit.record(decision.action(), job.toString(), details(selection, matched, because));
        return job;
    }

    /** What was asked for; of named requests how many, since the list may be long. */
    private static Map<String, Object> details(
            QuarantineSelection selection, long matched, @Nullable String because) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("matched", matched);
        if (selection.ids() == null) {
            put(details, "source", selection.source());
            put(details, "reason", selection.reason());
            put(details, "from", selection.from());
            put(details, "to", selection.to());
        } else {
            details.put("ids", selection.ids().size());
        }
        put(details, "because", because);
        return details;
    }

    private static void put(Map<String, Object> details, String name, @Nullable Object value) {
        if (value != null) {
            details.put(name, value);
        }
    }
}
