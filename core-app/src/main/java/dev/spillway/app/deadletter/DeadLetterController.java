package dev.spillway.app.deadletter;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.spillway.app.listing.Listing;
import dev.spillway.app.listing.Paging;
import dev.spillway.app.webhook.Body;
import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.error.ProblemException;
import dev.spillway.platform.job.DeadLetterSelection;
import dev.spillway.platform.job.JobKind;
import dev.spillway.platform.parcel.MalformedParcelException;
import dev.spillway.platform.parcel.ParcelCodec;
import dev.spillway.platform.parcel.UnsupportedParcelVersionException;
import dev.spillway.platform.parcel.Webhook;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
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
@RequestMapping("/api/v1/dead-letters")
@Tag(name = "Dead letters")
class DeadLetterController {

    private final DeadLetters letters;
    private final Settlement settlement;
    private final Clock clock;

    DeadLetterController(DeadLetters letters, Settlement settlement, Clock clock) {
        this.letters = letters;
        this.settlement = settlement;
        this.clock = clock;
    }

    @GetMapping
    @Operation(
            summary = "What could not be stored, newest first",
            description = "Those that are still dead, unless a status is given.")
    Listing<DeadLetter> list(
            @ParameterObject @Valid Filter filter, @ParameterObject @Valid Paging paging) {
        return letters.list(filter, paging);
    }

    @GetMapping("/{id}")
    @Operation(
            summary = "A dead letter with the webhook in it",
            description = "webhook is null where nobody could read what came.")
    Detail show(@PathVariable UUID id) {
        DeadLetter letter = letters.find(id).orElseThrow(DeadLetterController::unknown);
        return new Detail(letter, webhook(id).map(Content::of).orElse(null));
    }

    @GetMapping("/{id}/body")
    @Operation(summary = "The webhook's body byte for byte as it came, as an attachment")
    ResponseEntity<byte[]> body(@PathVariable UUID id) {
        Webhook webhook = webhook(id).orElseThrow(DeadLetterController::unknown);
        Body body = new Body(Content.contentType(webhook), webhook.body());
        return ResponseEntity.ok().headers(body.headers("dead-letter-" + id)).body(body.bytes());
    }

    private Optional<Webhook> webhook(UUID id) {
        try {
            return letters.parcel(id)
                    .flatMap(parcel -> ParcelCodec.decode(parcel).webhooks().stream().findFirst());
        } catch (MalformedParcelException | UnsupportedParcelVersionException e) {
            return Optional.empty();
        }
    }

    private static ProblemException unknown() {
        return new ProblemException(ErrorCode.NOT_FOUND);
    }

    @PostMapping("/replay")
    @Operation(
            summary = "Store after all what can be stored now (scope replay)",
            description =
                    "By ids or by filter. With dryRun only counts; its to, given in the filter, leaves out what dies"
                            + " afterwards. Otherwise a job does it: each is stored once, however often it is replayed;"
                            + " what fails again stays dead for the reason it has then.")
    ResponseEntity<Matched> replay(@RequestBody @Valid Wanted wanted) {
        if (wanted.reason() != null) {
            throw ProblemException.invalid("reason", "is for discarding; a filter has its own");
        }
        return settle(
                JobKind.DEAD_LETTER_REPLAY,
                "dead_letters.replayed",
                wanted,
                wanted.selection(clock.instant()));
    }

    @PostMapping("/discard")
    @Operation(
            summary = "Give up for good, with a reason (scope replay)",
            description =
                    "By ids or by filter. With dryRun only counts; its to, given in the filter, leaves out what dies"
                            + " afterwards. They stay, marked as discarded, and cannot be replayed any more.")
    ResponseEntity<Matched> discard(@RequestBody @Valid Wanted wanted) {
        String reason = wanted.reason() == null ? "" : wanted.reason().strip();
        if (reason.isEmpty() && !wanted.isDryRun()) {
            throw ProblemException.invalid("reason", "must be given");
        }
        return settle(
                JobKind.DEAD_LETTER_DISCARD,
                "dead_letters.discarded",
                wanted,
                wanted.selection(clock.instant()).because(reason));
    }

    private ResponseEntity<Matched> settle(
            JobKind kind, String action, Wanted wanted, DeadLetterSelection selection) {
        Map<String, Long> byReason = letters.count(selection);
        long matched = byReason.values().stream().mapToLong(Long::longValue).sum();
        if (wanted.isDryRun()) {
            return ResponseEntity.ok(Matched.of(selection, matched, byReason, null));
        }
        if (matched == 0) {
            return ResponseEntity.accepted().body(Matched.of(selection, matched, byReason, null));
        }
        UUID job = settlement.ask(kind, action, selection, matched);
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/jobs/" + job))
                .body(Matched.of(selection, matched, byReason, job));
    }

    record Detail(@JsonUnwrapped DeadLetter letter, @Nullable Content webhook) {}

    /**
     * What a call is about.
     *
     * @param to of a filter: what died before it was counted. Who asks again with it in his filter
     *     gets none that died since; null of ids
     * @param jobId whose progress {@code /api/v1/jobs/{id}} tells; null where nothing is done
     */
    record Matched(
            long matched, Map<String, Long> byReason, @Nullable Instant to, @Nullable UUID jobId) {

        private static Matched of(
                DeadLetterSelection selection,
                long matched,
                Map<String, Long> byReason,
                @Nullable UUID job) {
            Instant to = selection.ids() == null ? selection.to() : null;
            return new Matched(matched, byReason, to, job);
        }
    }
}
