package dev.spillway.worker.people;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.people.Reach;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.UUID;

/** Keys of a tenant's sketches, each ordered as its table's primary key is. */
final class PeopleKey {

    static final Comparator<UUID> BY_BYTES =
            (left, right) -> Arrays.compareUnsigned(Ids.bytes(left), Ids.bytes(right));

    private static final Comparator<Reach> BY_REACH =
            Comparator.<Reach, String>comparing(reach -> reach.stage().code())
                    .thenComparing(Reach::machine);

    private PeopleKey() {}

    /** A row of {@code campaign_people_hour}. */
    record OfHour(UUID campaignId, Instant hour, Reach reach) {
        static final Comparator<OfHour> ORDER =
                Comparator.comparing(OfHour::campaignId, BY_BYTES)
                        .thenComparing(OfHour::hour)
                        .thenComparing(OfHour::reach, BY_REACH);
    }

    /** A row of {@code campaign_people}. */
    record OfCampaign(UUID campaignId, Reach reach) {
        static final Comparator<OfCampaign> ORDER =
                Comparator.comparing(OfCampaign::campaignId, BY_BYTES)
                        .thenComparing(OfCampaign::reach, BY_REACH);
    }

    /** A row of {@code campaign_hour}. */
    record OfSource(UUID campaignId, Instant hour, UUID sourceId) {
        static final Comparator<OfSource> ORDER =
                Comparator.comparing(OfSource::campaignId, BY_BYTES)
                        .thenComparing(OfSource::hour)
                        .thenComparing(OfSource::sourceId, BY_BYTES);
    }
}
