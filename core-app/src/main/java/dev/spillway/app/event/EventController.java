package dev.spillway.app.event;

import dev.spillway.app.listing.Listing;
import dev.spillway.app.listing.Paging;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/events")
@Tag(name = "Events")
class EventController {

    private final Events events;
    private final RecipientHash recipients;

    EventController(Events events, RecipientHash recipients) {
        this.events = events;
        this.recipients = recipients;
    }

    @GetMapping
    @Operation(summary = "Events, newest first by event time")
    Listing<EventView> list(
            @ParameterObject @Valid Parameters wanted, @ParameterObject @Valid Paging paging) {
        return events.list(wanted.filter(), paging);
    }

    /** By POST, so that no address stands in a log of URLs. */
    @PostMapping(path = "/search", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Events of a recipient whose address is known (scope read)",
            description =
                    "However it is written; an international telephone number with its plus or without.")
    Listing<EventView> search(@RequestBody @Valid Search wanted) {
        List<byte[]> hashes =
                wanted.recipient() == null ? null : recipients.all(wanted.recipient());
        return events.list(wanted.filter(hashes), new Paging(wanted.limit(), wanted.cursor()));
    }

    record Parameters(
            @Size(max = 32, message = "is too long") @Nullable String type,
            @Nullable UUID source,
            @Nullable UUID webhook,
            @Parameter(description = "A campaign's id or name")
                    @Size(max = 255, message = "is too long")
                    @Nullable String campaign,
            @Parameter(description = "A recipient's hash; search an address by POST")
                    @Nullable String recipient,
            @Size(max = 16, message = "is too long") @Nullable String channel,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Boolean machine) {

        EventFilter filter() {
            List<byte[]> hashes =
                    recipient == null ? null : List.of(RecipientHash.parse(recipient));
            return new EventFilter(
                    type, source, webhook, campaign, hashes, channel, from, to, machine);
        }
    }

    record Search(
            @Size(max = 32, message = "is too long") @Nullable String type,
            @Nullable UUID source,
            @Nullable UUID webhook,
            @Size(max = 255, message = "is too long") @Nullable String campaign,
            @Size(max = 320, message = "is too long") @Nullable String recipient,
            @Size(max = 16, message = "is too long") @Nullable String channel,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Boolean machine,
            @Min(value = 1, message = "must be from 1 to 500")
                    @Max(value = 500, message = "must be from 1 to 500")
                    @Nullable Integer limit,
            @Nullable String cursor) {

        EventFilter filter(@Nullable List<byte[]> hashes) {
            return new EventFilter(
                    type, source, webhook, campaign, hashes, channel, from, to, machine);
        }

        @Override
        public String toString() {
            return "Search[…]";
        }
    }
}
