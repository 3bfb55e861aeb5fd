package dev.spillway.app.destination;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a tenant is told.
 *
 * @param failures attempts that failed since the last that did not
 * @param lastError of the last of them
 * @param nextAttemptAt before that nothing is sent there
 */
record Destination(
        UUID id,
        String name,
        String url,
        Set<Topic> topics,
        boolean enabled,
        long failures,
        @Nullable String lastError,
        @Nullable Instant nextAttemptAt,
        Instant createdAt,
        Instant updatedAt) {}
