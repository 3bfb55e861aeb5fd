package dev.spillway.platform.job;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which stored webhooks a job is about: those of the ids where there are any, else all that the
 * filter lets through. What is null does not matter.
 *
 * @param provider the id of its preset
 * @param outcome what normalising came to: {@code normalised}, {@code unknown} or {@code
 *     unparsable}
 * @param from received at or after
 * @param to received before; always set, so that what comes while the job runs is not its business
 */
public record WebhookSelection(
        @Nullable List<UUID> ids,
        @Nullable UUID source,
        @Nullable String provider,
        @Nullable String outcome,
        @Nullable Instant from,
        Instant to) {

    /** Named ones. */
    public static WebhookSelection of(List<UUID> ids, Instant now) {
        return new WebhookSelection(List.copyOf(ids), null, null, null, null, now);
    }
}
