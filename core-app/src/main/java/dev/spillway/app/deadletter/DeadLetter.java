package dev.spillway.app.deadletter;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that could not be stored.
 *
 * @param webhookId the webhook's own id; null where nobody could read what came
 * @param reason a stable code such as {@code data_refused}
 * @param errorClass of the failure, for whoever mends it
 * @param failedReplays how often it was replayed and died again
 * @param settledAt when it was replayed or discarded
 * @param jobId of the job that last had to do with it
 */
record DeadLetter(
        UUID id,
        Status status,
        @Nullable UUID webhookId,
        @Nullable UUID sourceId,
        String reason,
        @Nullable String errorClass,
        @Nullable Instant receivedAt,
        Instant deadAt,
        long failedReplays,
        @Nullable Instant settledAt,
        @Nullable String discardReason,
        @Nullable UUID jobId) {}
