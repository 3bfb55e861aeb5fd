package dev.spillway.app.replay;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import dev.spillway.app.json.Timestamps;
import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.error.ProblemException;
import dev.spillway.platform.job.RollupSelection;
import dev.spillway.platform.job.WebhookSelection;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is to be replayed. A word that is not known here is refused rather than passed over: a
 * misspelt dry run would do what was only to be counted, and a filter's misspelt field would take
 * all.
 *
 * @param rebuild events unless it says otherwise
 * @param dryRun only count
 */
record Wanted(
        @Schema(description = "All that this lets through; {} is all whose raw is kept") @Valid
                @Nullable Narrowed filter,
        @Schema(
                        description =
                                "events: normalise the raw webhooks again. rollups: count the stored events again, by"
                                        + " whole hours of event time",
                        defaultValue = "events")
                @Nullable Rebuild rebuild,
        @Nullable Boolean dryRun,
        @JsonAnySetter @Schema(hidden = true) Map<String, JsonNode> unknown) {

    /**
     * Which webhooks, by their receipt; or for rollups which hours.
     *
     * @param outcome what normalising came to before; not for rollups
     * @param provider by the id of its preset; not for rollups
     * @param from as far back as raw webhooks are kept, unless given
     * @param to now, unless given
     */
    record Narrowed(
            @Nullable UUID source,
            @Pattern(
                            regexp = "normalised|unknown|unparsable",
                            message = "must be normalised, unknown or unparsable")
                    @Nullable String outcome,
            @Size(max = 64, message = "must have at most 64 characters") @Nullable String provider,
            @Nullable Instant from,
            @Nullable Instant to,
            @JsonAnySetter @Schema(hidden = true) Map<String, JsonNode> unknown) {}

    boolean isDryRun() {
        return Boolean.TRUE.equals(dryRun);
    }

    Rebuild rebuilt() {
        return rebuild == null ? Rebuild.EVENTS : rebuild;
    }

    /**
     * As the worker reads it.
     *
     * @param rawSince when what is still kept as it came begins
     * @throws ProblemException 422 if it is not clear what is wanted, or it is not there any more
     */
    WebhookSelection webhooks(Instant rawSince, Instant now) {
        Narrowed range = range(rawSince, now);
        return new WebhookSelection(
                null, range.source, range.provider, range.outcome, range.from, end(range, now));
    }

    /** Likewise, of the hours that are to be counted. */
    RollupSelection rollups(Instant rawSince, Instant now) {
        Narrowed range = range(rawSince, now);
        if (range.outcome != null || range.provider != null) {
            throw ProblemException.invalid(
                    range.outcome != null ? "filter.outcome" : "filter.provider",
                    "does not go with rollups, which are counted by whole hours of a source");
        }
        Instant from = range.from == null ? rawSince : range.from;
        return new RollupSelection(range.source, from, end(range, now));
    }

    private Narrowed range(Instant rawSince, Instant now) {
        refuse("", unknown);
        if (filter == null) {
            throw ProblemException.invalid("filter", "must be given");
        }
        refuse("filter.", filter.unknown);
        Instant from = filter.from == null ? rawSince : filter.from;
        if (from.isBefore(rawSince)) {
            throw new ProblemException(
                    ErrorCode.RANGE_OLDER_THAN_RAW,
                    "Raw webhooks are kept from %s on. Let the range begin there."
                            .formatted(Timestamps.text(rawSince)));
        }
        if (!from.isBefore(end(filter, now))) {
            throw ProblemException.invalid("filter.to", "must be later than from");
        }
        return filter;
    }

    private static Instant end(Narrowed range, Instant now) {
        return range.to == null || range.to.isAfter(now) ? now : range.to;
    }

    private static void refuse(String where, @Nullable Map<String, JsonNode> unknown) {
        if (unknown != null && !unknown.isEmpty()) {
            String name = unknown.keySet().iterator().next();
            throw ProblemException.invalid(
                    where + name.substring(0, Math.min(name.length(), 64)), "is not known here");
        }
    }
}
