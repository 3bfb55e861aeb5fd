package dev.spillway.app.destination;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One message for one destination.
 *
 * @param messageId the {@code webhook-id} that it carries; of a mail the first part of its {@code
 *     Message-ID}
 * @param confirmation whether it is the question that an address has to answer
 * @param status {@code waiting}, {@code delivered} or {@code given_up}
 * @param error of the last attempt
 */
record Delivery(
        UUID messageId,
        boolean test,
        boolean confirmation,
        String status,
        long attempts,
        @Nullable String error,
        Instant createdAt,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant finishedAt) {}
