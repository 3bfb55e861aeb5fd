package dev.spillway.app.quarantine;

import dev.spillway.app.listing.Listing;
import dev.spillway.app.listing.Paging;
import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.error.ProblemException;
import dev.spillway.platform.job.QuarantineSelection;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/quarantine")
@Tag(name = "Quarantine")
class QuarantineController {

    private final QuarantinedRequests requests;
    private final Decisions decisions;
    private final Clock clock;

    QuarantineController(QuarantinedRequests requests, Decisions decisions, Clock clock) {
        this.requests = requests;
        this.decisions = decisions;
        this.clock = clock;
    }

    @GetMapping
    @Operation(
            summary = "Refused requests that are kept, newest first",
            description =
                    "Those of sources with the setting quarantine; those that are still held, unless a status is given."
                            + " What they held is sealed and never shown.")
    Listing<QuarantinedRequest> list(
            @ParameterObject @Valid Filter filter, @ParameterObject @Valid Paging paging) {
        return requests.list(filter, paging);
    }

    @GetMapping("/{id}")
    @Operation(summary = "A refused request that is kept, whatever has become of it")
    QuarantinedRequest show(@PathVariable UUID id) {
        return requests.find(id).orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND));
    }

    @PostMapping("/release")
    @Operation(
            summary = "Judge requests again and store those that are genuine (scope replay)",
            description =
                    "By ids or by filter, under the sources' present credentials. With dryRun only counts; its to,"
                            + " given in the filter, leaves out what comes afterwards. Otherwise a job does it. What is"
                            + " genuine becomes a webhook of the same id, or the duplicate of one that was accepted"
                            + " meanwhile; what is not stays held with its reason. Timestamps are judged as of the"
                            + " receipt; those of requests named by ids are not judged.")
    ResponseEntity<Matched> release(@RequestBody @Valid Wanted wanted) {
        return decide(Decision.RELEASE, wanted);
    }

    @PostMapping("/discard")
    @Operation(
            summary = "Give requests up for good (scope replay)",
            description =
                    "By ids or by filter. With dryRun only counts; its to, given in the filter, leaves out what comes"
                            + " afterwards. What they held is deleted.")
    ResponseEntity<Matched> discard(@RequestBody @Valid Wanted wanted) {
        return decide(Decision.DISCARD, wanted);
    }

    private ResponseEntity<Matched> decide(Decision decision, Wanted wanted) {
        QuarantineSelection selection = wanted.selection(clock.instant());
        Map<String, Long> byReason = requests.count(selection);
        long matched = byReason.values().stream().mapToLong(Long::longValue).sum();
        if (wanted.isDryRun()) {
            return ResponseEntity.ok(Matched.of(selection, matched, byReason, null));
        }
        if (matched == 0) {
            return ResponseEntity.accepted().body(Matched.of(selection, matched, byReason, null));
        }
        UUID job = decisions.take(decision, selection, matched, wanted.reason());
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/jobs/" + job))
                .body(Matched.of(selection, matched, byReason, job));
    }

    /**
     * What a call is about.
     *
     * @param to of a filter: what came before it was counted. Who asks again with it in his filter
     *     gets none that came since; null of ids
     * @param jobId whose progress {@code /api/v1/jobs/{id}} tells; null where nothing is done
     */
    record Matched(
            long matched, Map<String, Long> byReason, @Nullable Instant to, @Nullable UUID jobId) {

        private static Matched of(
                QuarantineSelection selection,
                long matched,
                Map<String, Long> byReason,
                @Nullable UUID job) {
            Instant to = selection.ids() == null ? selection.to() : null;
            return new Matched(matched, byReason, to, job);
        }
    }
}
