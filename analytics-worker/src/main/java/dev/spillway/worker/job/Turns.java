package dev.spillway.worker.job;

import dev.spillway.platform.job.JobKind;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/**
 * Whose turn it is. Turns go round the tenants in the order of their ids, one job of each, and
 * round a tenant's own jobs by who waited longest: a million rows of one hold nobody up for longer
 * than a turn. Used by one thread; each worker goes round by itself.
 */
final class Turns {

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    /** Another worker may be faster, but not always. */
    private static final int TRIES = 5;

    private final JobRows rows;
    private final Collection<JobKind> kinds;
    private UUID served = BEFORE_ALL;

    Turns(JobRows rows, Collection<JobKind> kinds) {
        this.rows = rows;
        this.kinds = kinds;
    }

    /** Takes the job whose turn it is; empty when there is none. */
    Optional<Job> take() {
        for (int tries = 0; tries < TRIES && !kinds.isEmpty(); tries++) {
            Optional<Job> next = rows.next(served, kinds).or(() -> rows.next(BEFORE_ALL, kinds));
            if (next.isEmpty()) {
                return next;
            }
            served = next.get().tenantId();
            if (rows.take(next.get())) {
                return next;
            }
        }
        return Optional.empty();
    }
}
