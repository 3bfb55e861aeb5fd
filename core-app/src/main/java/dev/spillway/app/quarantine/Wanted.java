package dev.spillway.app.quarantine;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import dev.spillway.platform.error.ProblemException;
import dev.spillway.platform.job.QuarantineSelection;
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
 * What is to be released or discarded: either the requests of some ids or all that a filter lets
 * through. A word that is not known here is refused rather than passed over: a misspelt {@code
 * dryRun} would do what was only to be counted, and a filter's misspelt field would take all.
 *
 * @param dryRun only count
 * @param reason for the audit log
 */
record Wanted(
        @Schema(description = "Either these, at most 1,000; a release by ids looks at no timestamp")
                @Size(
                        min = 1,
                        max = 1_000,
                        message = "must be from 1 to 1000; for more use a filter")
                @Nullable List<@NotNull(message = "must be an id") UUID> ids,
        @Schema(description = "Or all that are held and that this lets through; {} is all") @Valid
                @Nullable Narrowed filter,
        @Nullable Boolean dryRun,
        @Size(max = 500, message = "must have at most 500 characters") @Nullable String reason,
        @JsonAnySetter @Schema(hidden = true) @Nullable Map<String, JsonNode> unknown) {

    /** As the filter of a list, without the status: only what is held can be decided on. */
    record Narrowed(
            @Nullable UUID source,
            @Size(max = 64, message = "must have at most 64 characters") @Nullable String reason,
            @Nullable Instant from,
            @Nullable Instant to,
            @JsonAnySetter @Schema(hidden = true) @Nullable Map<String, JsonNode> unknown) {}

    boolean isDryRun() {
        return Boolean.TRUE.equals(dryRun);
    }

    /**
     * As the worker reads it.
     *
     * @param now what is received later is left out
     * @throws ProblemException 422 if it is not clear what is wanted
     */
    QuarantineSelection selection(Instant now) {
        refuse("", unknown);
        if ((ids == null) == (filter == null)) {
            throw ProblemException.invalid("ids", "or filter must be given, and not both");
        }
        return filter == null ? ofIds(now) : ofFilter(filter, now);
    }

    private QuarantineSelection ofIds(Instant now) {
        List<UUID> wanted = ids == null ? List.of() : ids.stream().distinct().toList();
        return new QuarantineSelection(wanted, null, null, null, now);
    }

    private static QuarantineSelection ofFilter(Narrowed filter, Instant now) {
        refuse("filter.", filter.unknown);
        Instant to = filter.to == null || filter.to.isAfter(now) ? now : filter.to;
        return new QuarantineSelection(null, filter.reason, filter.source, filter.from, to);
    }

    private static void refuse(String where, @Nullable Map<String, JsonNode> unknown) {
        if (unknown != null && !unknown.isEmpty()) {
            String name = unknown.keySet().iterator().next();
            throw ProblemException.invalid(
                    where + name.substring(0, Math.min(name.length(), 64)), "is not known here");
        }
    }
}
