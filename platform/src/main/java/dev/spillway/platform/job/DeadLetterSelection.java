package dev.spillway.platform.job;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters a job is about: those of the ids where ids are given, at least one then, else
 * all that the filter lets through. Only letters that are still dead are ever touched. What is null
 * does not matter.
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
        @Nullable String because) {

    /** Named ones. */
    public static DeadLetterSelection of(List<UUID> ids, Instant now) {
        return new DeadLetterSelection(List.copyOf(ids), null, null, null, now, null);
    }

    /** All that were dead then. */
    public static DeadLetterSelection all(Instant before) {
        return new DeadLetterSelection(null, null, null, null, before, null);
    }

    /** The same, to be given up. */
    public DeadLetterSelection because(String reason) {
        return new DeadLetterSelection(ids, this.reason, source, from, to, reason);
    }
}
