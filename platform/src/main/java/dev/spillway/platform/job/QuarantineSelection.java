package dev.spillway.platform.job;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which quarantined requests a job is about: those of the ids where there are any, else all that
 * the filter lets through. Only requests that are still held are ever touched. What is null does
 * not matter.
 *
 * @param ids one by one: whoever names a request answers for its age, and a release looks at no
 *     timestamp
 * @param reason why it was refused, the last time it was judged
 * @param from received at or after
 * @param to received before; always set, so that what comes while the job runs is not its business
 */
public record QuarantineSelection(
        @Nullable List<UUID> ids,
        @Nullable String reason,
        @Nullable UUID source,
        @Nullable Instant from,
        Instant to) {}
