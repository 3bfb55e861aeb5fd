package dev.spillway.app.job;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Long work and how far it is.
 *
 * @param status {@code waiting}, {@code running}, {@code done}, {@code failed} or {@code cancelled}
 * @param cancelRequested whether it ends after the step that runs
 * @param total items, as they were counted when it was asked for
 * @param done items dealt with
 * @param skipped items that needed nothing any more
 * @param failed items that could not be dealt with
 * @param error a stable code, where the job as a whole failed
 */
public record Job(
        UUID id,
        String kind,
        String status,
        boolean cancelRequested,
        @Nullable Long total,
        long done,
        long skipped,
        long failed,
        @Nullable String error,
        Requester requestedBy,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    /**
     * Who asked for it.
     *
     * @param kind {@code user} or {@code api_key}
     * @param name the user's e-mail or the key's id
     */
    public record Requester(String kind, String name) {}
}
