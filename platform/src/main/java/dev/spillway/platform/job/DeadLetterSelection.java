package dev.spillway.platform.job;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters a job is about: those of the ids where there are any, else all that the filter
 * lets through. Only letters that are still dead are ever touched. What is null does not matter.
 *
 * @param reason the stable code that they died of
 * @param from died at or after
 * @param to died before; always set, so that what dies while the job runs is not its business
 * @param because why they are given up, where they are
 */
public record DeadLetterSelection(
        @Nullable List<UUID> ids,
        @Nullable String reason,
        @Nullable UUID source,
        @Nullable Instant from,
        Instant to,
        @Nullable String because) {}
