package dev.spillway.app.deadletter;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import dev.spillway.platform.error.ProblemException;
import dev.spillway.platform.job.DeadLetterSelection;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is to be replayed or discarded: either the letters of some ids or all that a filter lets
 * through. A word that is not known here is refused rather than passed over: a misspelt dry run
 * would do what was only to be counted, and a filter's misspelt field would take all.
 *
 * @param dryRun only count
 * @param reason why they are given up; not for a replay
 */
record Wanted(
        @Schema(description = "Either these, at most 1,000")
                @Size(
                        min = 1,
                        max = MAX_IDS,
                        message = "must be from 1 to 1000; for more use a filter")
                @Nullable List<@NotNull(message = "must be an id") UUID> ids,
        @Schema(description = "Or all that this lets through; {} is all") @Valid
                @Nullable Narrowed filter,
        @Nullable Boolean dryRun,
        @Size(max = 500, message = "must have at most 500 characters") @Nullable String reason,
        @JsonAnySetter @Schema(hidden = true) Map<String, JsonNode> unknown) {

    static final int MAX_IDS = 1_000;

    /**
     * As the filter of a list, without the status: only what is dead can be replayed or discarded.
     */
    record Narrowed(
            @Size(max = 64, message = "must have at most 64 characters") @Nullable String reason,
            @Nullable UUID source,
            @Nullable Instant from,
            @Nullable Instant to,
            @JsonAnySetter @Schema(hidden = true) Map<String, JsonNode> unknown) {}

    boolean isDryRun() {
        return Boolean.TRUE.equals(dryRun);
    }

    /**
     * As the worker reads it.
     *
     * @param now what dies later is left out
     * @throws ProblemException 422 if it is not clear what is wanted
     */
    DeadLetterSelection selection(Instant now) {
        refuse("", unknown);
        if (ids != null && filter == null) {
            return DeadLetterSelection.of(ids.stream().distinct().toList(), now);
        }
        if (filter == null || ids != null) {
            throw ProblemException.invalid("ids", "or filter must be given, and not both");
        }
        refuse("filter.", filter.unknown);
        Instant to = filter.to == null || filter.to.isAfter(now) ? now : filter.to;
        return new DeadLetterSelection(null, filter.reason, filter.source, filter.from, to, null);
    }

    private static void refuse(String where, @Nullable Map<String, JsonNode> unknown) {
        if (unknown != null && !unknown.isEmpty()) {
            String name = unknown.keySet().iterator().next();
            throw ProblemException.invalid(
                    where + name.substring(0, Math.min(name.length(), 64)), "is not known here");
        }
    }
}
