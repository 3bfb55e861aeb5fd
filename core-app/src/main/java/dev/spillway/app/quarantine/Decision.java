package dev.spillway.app.quarantine;

import dev.spillway.platform.job.JobKind;

/** What a tenant decides on requests that are held. */
enum Decision {
    RELEASE(JobKind.QUARANTINE_RELEASE, "quarantine.released"),
    DISCARD(JobKind.QUARANTINE_DISCARD, "quarantine.discarded");

    private final JobKind job;
    private final String action;

    Decision(JobKind job, String action) {
        this.job = job;
        this.action = action;
    }

    /** Who carries it out. */
    JobKind job() {
        return job;
    }

    /** Its name in the audit log. */
    String action() {
        return action;
    }
}
