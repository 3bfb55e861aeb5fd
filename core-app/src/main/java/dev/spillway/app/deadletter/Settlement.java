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

    /** The job's id. */
    @Transactional
    UUID ask(JobKind kind, DeadLetterSelection selection, long matched) {
        UUID job = jobs.ask(kind, selection, matched);
        audit.record(action(kind), job.toString(), details(selection, matched));
        return job;
    }

    private static String action(JobKind kind) {
        return switch (kind) {
            case DEAD_LETTER_REPLAY -> "dead_letters.replayed";
            case DEAD_LETTER_DISCARD -> "dead_letters.discarded";
            case QUARANTINE_RELEASE, QUARANTINE_DISCARD ->
                    throw new IllegalArgumentException(kind + " is about no dead letter");
        };
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

    private static void put(
            Map<String, Object> details, String name, @Nullable Object value) {
        if (value != null) {
            details.put(name, value);
        }
    }
}
