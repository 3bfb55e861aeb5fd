package dev.spillway.app.replay;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.error.ProblemException;
import dev.spillway.platform.job.RollupSelection;
import dev.spillway.platform.job.WebhookSelection;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/api/v1/webhooks")
@Tag(name = "Webhooks")
class ReplayController {

    private final RawWebhooks webhooks;
    private final Replays replays;
    private final Clock clock;

    ReplayController(RawWebhooks webhooks, Replays replays, Clock clock) {
        this.webhooks = webhooks;
        this.replays = replays;
        this.clock = clock;
    }

    @PostMapping("/{id}/replay")
    @Operation(
            summary = "Normalise a stored webhook again (scope replay)",
            description =
                    "With today's normalisers and the source's settings as they are now. Events that are still found keep"
                            + " their ids; none counts twice. The id of a repetition stands for the webhook that is stored.")
    ResponseEntity<Matched> replay(
            @PathVariable UUID id, @RequestBody(required = false) @Nullable Options options) {
        boolean dryRun = options != null && options.isDryRun();
        UUID stored =
                webhooks.stored(id).orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND));
        if (dryRun) {
            return accepted(new Matched(1, false, Map.of(), null));
        }
        UUID job = replays.ask(WebhookSelection.of(List.of(stored), clock.instant()), 1L);
        return accepted(new Matched(1, false, Map.of(), job));
    }

    @PostMapping("/replay")
    @Operation(
            summary = "Normalise stored webhooks again, or count their events again (scope replay)",
            description =
                    "By filter. With dryRun only counts. Otherwise a job does it, beside whatever comes meanwhile. With"
                            + " rebuild rollups the hours of the range are counted from the stored events into a new"
                            + " generation, which readers see once it is whole; matched is then a number of hours. A range"
                            + " that begins before the oldest raw webhooks is refused: range_older_than_raw.")
    ResponseEntity<Matched> replay(@RequestBody @Valid Wanted wanted) {
        Instant now = clock.instant();
        Instant rawSince = webhooks.since(now);
        return switch (wanted.rebuilt()) {
            case EVENTS -> events(wanted, rawSince, now);
            case ROLLUPS -> rollups(wanted, wanted.rollups(rawSince, now));
        };
    }

    private ResponseEntity<Matched> events(Wanted wanted, Instant rawSince, Instant now) {
        WebhookSelection selection = wanted.webhooks(rawSince, now);
        Map<String, Long> byOutcome = webhooks.count(selection, rawSince);
        long matched = byOutcome.values().stream().mapToLong(Long::longValue).sum();
        boolean more = matched > RawWebhooks.MOST_COUNTED;
        if (wanted.isDryRun()) {
            return accepted(new Matched(matched, more, byOutcome, null));
        }
        UUID job = matched == 0 ? null : replays.ask(selection, more ? null : matched);
        return accepted(new Matched(matched, more, byOutcome, job));
    }

    private ResponseEntity<Matched> rollups(Wanted wanted, RollupSelection selection) {
        UUID source = selection.source();
        long hours = source == null || webhooks.hasSource(source) ? hours(selection) : 0;
        if (wanted.isDryRun()) {
            return accepted(new Matched(hours, false, Map.of(), null));
        }
        UUID job = hours == 0 ? null : replays.ask(selection, hours);
        return accepted(new Matched(hours, false, Map.of(), job));
    }

    /** The hours that lie in the range, the first and the last one whole. */
    private static long hours(RollupSelection selection) {
        Instant first = selection.from().truncatedTo(ChronoUnit.HOURS);
        return Duration.between(first, selection.to().minusMillis(1)).toHours() + 1;
    }

    private static ResponseEntity<Matched> accepted(Matched matched) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.accepted();
        if (matched.jobId() != null) {
            answer.location(URI.create("/api/v1/jobs/" + matched.jobId()));
        }
        return answer.body(matched);
    }

    /**
     * How one webhook is replayed.
     *
     * @param dryRun only say whether there is such a webhook
     */
    record Options(
            @Nullable Boolean dryRun,
            @JsonAnySetter @Schema(hidden = true) Map<String, JsonNode> unknown) {

        /** A misspelt dry run is refused: it would do what was only asked about. */
        boolean isDryRun() {
            if (unknown != null && !unknown.isEmpty()) {
                throw ProblemException.invalid("dryRun", "is all that can be said here");
            }
            return Boolean.TRUE.equals(dryRun);
        }
    }

    /**
     * What a call is about.
     *
     * @param matched webhooks, or hours where rollups are rebuilt
     * @param more whether there are more webhooks than were counted
     * @param byOutcome webhooks by what normalising them came to before
     * @param jobId whose progress {@code /api/v1/jobs/{id}} tells; null where nothing is done
     */
    record Matched(long matched, boolean more, Map<String, Long> byOutcome, @Nullable UUID jobId) {}
}
