package dev.spillway.app.recipient;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known to be kept of somebody, and what would have to be searched for him.
 *
 * @param events that carry his hash
 * @param webhooks that these came with; others may mention him
 * @param firstAt when the first of them happened
 * @param lastAt when the last of them happened
 * @param erasedAt up to when he was erased, where he was
 */
record Holding(
        long events,
        long webhooks,
        @Nullable Instant firstAt,
        @Nullable Instant lastAt,
        @Nullable Instant erasedAt,
        Search search) {

    /**
     * All that a job goes through, whoever it is about.
     *
     * @param webhooks that were stored and are kept, about
     * @param deadLetters whatever became of them
     * @param heldRequests in quarantine
     */
    record Search(long webhooks, long deadLetters, long heldRequests) {}

    /** Items of a job, about. */
    long total() {
        return events + search.webhooks + search.deadLetters + search.heldRequests;
    }
}
