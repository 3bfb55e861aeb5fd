package dev.spillway.app.recipient;

import dev.spillway.app.audit.AuditLog;
import dev.spillway.app.job.Jobs;
import dev.spillway.platform.job.JobKind;
import dev.spillway.platform.job.RecipientSelection;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Asks the worker to erase or to export somebody, and puts down who asked: by hash and mask. */
@Component
class Requests {

    private final Jobs jobs;
    private final AuditLog audit;
    private final Clock clock;

    Requests(Jobs jobs, AuditLog audit, Clock clock) {
        this.jobs = jobs;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Asks.
     *
     * @param action as the audit log names it
     * @return the job's id
     */
    @Transactional
    UUID ask(JobKind kind, String action, Person person, long total) {
        Instant before = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        UUID job = jobs.ask(kind, new RecipientSelection(person.hashes(), before), total);
        audit.record(
                action, job.toString(), Map.of("hash", person.hash(), "masked", person.masked()));
        return job;
    }
}
