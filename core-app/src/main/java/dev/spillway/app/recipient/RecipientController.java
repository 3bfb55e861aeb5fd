package dev.spillway.app.recipient;

import dev.spillway.app.event.RecipientHash;
import dev.spillway.platform.error.ProblemException;
import dev.spillway.platform.job.JobKind;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/v1/recipients", consumes = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Recipients")
class RecipientController {

    private final RecipientHash hashes;
    private final Holdings holdings;
    private final Requests requests;

    RecipientController(RecipientHash hashes, Holdings holdings, Requests requests) {
        this.hashes = hashes;
        this.holdings = holdings;
        this.requests = requests;
    }

    @PostMapping("/search")
    @Operation(
            summary = "What is kept of a person (scope admin)",
            description =
                    "Counts the events that carry his hash; webhooks that mention him otherwise are found by a job only.")
    Found search(@RequestBody @Valid Wanted wanted) {
        Person person = person(wanted.checked());
        return Found.of(person, holdings.of(person), null);
    }

    @PostMapping("/erase")
    @Operation(
            summary = "Take a person out of all that is kept (scope admin)",
            description =
                    "With dryRun only counts. Otherwise confirm has to say the same recipient again, and a job does it:"
                            + " events keep what is counted and lose who it was; bodies of webhooks and dead letters are"
                            + " rewritten in place and marked redacted; refused requests that hold him are discarded. What was"
                            + " received before and is still queued is stored without him. It cannot be undone.")
    ResponseEntity<Found> erase(@RequestBody @Valid Wanted wanted) {
        Person person = person(wanted.checked());
        Holding holding = holdings.of(person);
        if (wanted.isDryRun()) {
            return ResponseEntity.ok(Found.of(person, holding, null));
        }
        confirm(wanted, person);
        return accepted(
                person,
                holding,
                requests.ask(
                        JobKind.RECIPIENT_ERASURE, "recipient.erased", person, holding.total()));
    }

    @PostMapping("/export")
    @Operation(
            summary = "Write down all that is kept of a person (scope admin)",
            description =
                    "With dryRun only counts. Otherwise a job writes a file that can be fetched for a week, at"
                            + " /api/v1/recipients/exports/{jobId}. Others who stand in the same webhooks are left out or masked.")
    ResponseEntity<Found> export(@RequestBody @Valid Wanted wanted) {
        Person person = person(wanted.checked());
        Holding holding = holdings.of(person);
        return wanted.isDryRun()
                ? ResponseEntity.ok(Found.of(person, holding, null))
                : accepted(
                        person,
                        holding,
                        requests.ask(
                                JobKind.RECIPIENT_EXPORT,
                                "recipient.exported",
                                person,
                                holding.total()));
    }

    /** Typed twice in two ways it is still the same person; typed wrong it is another. */
    private void confirm(Wanted wanted, Person person) {
        String confirm = wanted.confirm();
        if (confirm == null || confirm.isBlank()) {
            throw ProblemException.invalid("confirm", "must say the recipient again");
        }
        if (!Person.of(confirm, hashes.all(confirm)).hashes().equals(person.hashes())) {
            throw ProblemException.invalid("confirm", "is another recipient");
        }
    }

    private Person person(Wanted wanted) {
        return Person.of(wanted.recipient(), hashes.all(wanted.recipient()));
    }

    private static ResponseEntity<Found> accepted(Person person, Holding holding, UUID job) {
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/jobs/" + job))
                .body(Found.of(person, holding, job));
    }

    /**
     * What is kept of whom.
     *
     * @param jobId whose progress {@code /api/v1/jobs/{id}} tells; null where nothing is done
     */
    record Found(Recipient recipient, Holding holding, @Nullable UUID jobId) {

        static Found of(Person person, Holding holding, @Nullable UUID job) {
            return new Found(new Recipient(person.hash(), person.masked()), holding, job);
        }
    }

    /** As events show him. */
    record Recipient(String hash, String masked) {}
}
