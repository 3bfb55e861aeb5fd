package dev.spillway.app.destination;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.spillway.app.listing.Listing;
import dev.spillway.app.listing.Paging;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/destinations")
@Tag(name = "Destinations")
class DestinationController {

    private final DestinationBook book;
    private final Destinations destinations;

    DestinationController(DestinationBook book, Destinations destinations) {
        this.book = book;
        this.destinations = destinations;
    }

    @GetMapping
    @Operation(summary = "Where you are told of alerts and suppressions (scope admin)")
    Listing<Destination> list() {
        return Listing.whole(destinations.list().stream().map(Destination::listed).toList());
    }

    @GetMapping("/kinds")
    @Operation(
            summary = "What you can be told by here (scope admin)",
            description = "email only where this installation sends e-mail.")
    Listing<Kind> kinds() {
        return Listing.whole(book.kinds());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Be told by HTTPS or by e-mail (scope admin)",
            description =
                    "Give url or email. What is posted to a URL is signed as the Standard Webhooks have it; the secret is"
                            + " in this answer and nowhere else afterwards. An address is told of alerts alone, and"
                            + " before whoever reads it has confirmed it gets that question and nothing else.")
    Created create(@RequestBody @Valid Wanted wanted) {
        DestinationBook.Made made = book.add(wanted);
        return new Created(made.destination(), made.secret());
    }

    @GetMapping("/{id}")
    @Operation(summary = "A destination, and whether it answers (scope admin)")
    Destination show(@PathVariable UUID id) {
        return book.required(id);
    }

    @PatchMapping("/{id}")
    @Operation(
            summary = "Change a destination or switch it off (scope admin)",
            description =
                    "What is left out stays. With the version that was read, a change is refused (409 changed_meanwhile)"
                            + " where somebody else made one since. Whatever waits is tried at once.")
    Destination change(@PathVariable UUID id, @RequestBody @Valid Wanted.Change change) {
        return book.change(id, change);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Forget a destination (scope admin)")
    void delete(@PathVariable UUID id) {
        book.delete(id);
    }

    @PostMapping("/{id}/rotate")
    @Operation(
            summary = "Make a new secret (scope admin)",
            description =
                    "It is in this answer and nowhere else afterwards. For a day messages carry two signatures.")
    Rotated rotate(@PathVariable UUID id) {
        return new Rotated(book.rotate(id).secret());
    }

    @PostMapping("/{id}/confirmation")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Ask an address once more whether it wants to be told (scope admin)",
            description =
                    "Three times a day at most. Links sent before stay good until they expire.")
    Tested ask(@PathVariable UUID id) {
        return new Tested(book.ask(id));
    }

    @PostMapping("/{id}/test")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Have a message without content sent there (scope admin)",
            description = "What became of it is among the deliveries.")
    Tested test(@PathVariable UUID id) {
        return new Tested(book.test(id));
    }

    @GetMapping("/{id}/deliveries")
    @Operation(summary = "What was sent there and how it went, newest first (scope admin)")
    Listing<Delivery> deliveries(@PathVariable UUID id, @ParameterObject @Valid Paging paging) {
        book.required(id);
        return destinations.deliveries(id, paging);
    }

    /**
     * What was made.
     *
     * @param secret null of an address
     */
    record Created(@JsonUnwrapped Destination destination, @Nullable String secret) {
        @Override
        public String toString() {
            return "Created[" + destination.id() + "]";
        }
    }

    record Rotated(@Nullable String secret) {
        @Override
        public String toString() {
            return "Rotated[]";
        }
    }

    record Tested(UUID messageId) {}
}
