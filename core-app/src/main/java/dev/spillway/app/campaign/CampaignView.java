package dev.spillway.app.campaign;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A campaign in a list.
 *
 * @param people unique people by stage, all stages, machines left out
 */
record CampaignView(
        UUID id, String name, Instant firstSeenAt, Instant lastSeenAt, Map<String, Long> people) {

    static CampaignView of(Campaign campaign, Map<String, Long> people) {
        return new CampaignView(
                campaign.id(),
                campaign.name(),
                campaign.firstSeenAt(),
                campaign.lastSeenAt(),
                people);
    }
}
