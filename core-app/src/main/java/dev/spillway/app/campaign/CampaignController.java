package dev.spillway.app.campaign;

import dev.spillway.app.listing.Listing;
import dev.spillway.app.listing.Paging;
import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.error.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/campaigns")
@Tag(name = "Campaigns")
class CampaignController {

    private final Campaigns campaigns;
    private final FunnelQuery funnels;
    private final Clock clock;

    CampaignController(Campaigns campaigns, FunnelQuery funnels, Clock clock) {
        this.campaigns = campaigns;
        this.funnels = funnels;
        this.clock = clock;
    }

    @GetMapping
    @Operation(
            summary = "Campaigns, the one with the latest event first",
            description =
                    "A campaign is there once an event names it. People are unique, over its whole life.")
    Listing<CampaignView> list(
            @ParameterObject @Valid CampaignFilter filter, @ParameterObject @Valid Paging paging) {
        return campaigns.list(filter, paging);
    }

    @GetMapping("/{id}")
    @Operation(
            summary = "A campaign's funnel: unique people and events of each stage, machines apart",
            description =
                    "Over its whole life, or over the full hours from before `from` to after `to`, at most 31 days."
                            + " People are estimates, wrong by less than `peopleError` in 19 of 20 cases and exact in"
                            + " small numbers; they hold what was stored before `asOf`. A stage implies earlier ones:"
                            + " who opened counts as delivered, whatever the provider reported. Money is in minor"
                            + " units, each currency by itself. A source may tell of one sale as an order and as a"
                            + " payment, so revenue takes of each source whichever of the two is more, less refunds.")
    Funnel show(
            @PathVariable UUID id,
            @Parameter(description = "In event time; 31 days before to unless given")
                    @RequestParam(required = false)
                    @Nullable Instant from,
            @Parameter(description = "Now unless given") @RequestParam(required = false)
                    @Nullable Instant to) {
        Campaign campaign =
                campaigns.find(id).orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND));
        return from == null && to == null
                ? funnels.ofItsLife(campaign)
                : funnels.of(campaign, Hours.between(from, to == null ? clock.instant() : to));
    }
}
