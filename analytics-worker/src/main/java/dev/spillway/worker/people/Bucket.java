package dev.spillway.worker.people;

import dev.spillway.platform.people.Reach;
import dev.spillway.platform.people.Stage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a batch tells people apart by.
 *
 * @param hour its start, by event time
 * @param reach null for events that put nobody anywhere: they only show that the campaign was at
 *     work in that hour
 */
record Bucket(UUID campaignId, UUID sourceId, Instant hour, @Nullable Reach reach) {

    /**
     * The bucket of an event.
     *
     * @param known whether the event names its recipient
     */
    static Bucket of(
            UUID campaignId,
            UUID sourceId,
            Instant at,
            String type,
            boolean machine,
            boolean known) {
        Reach reach =
                Stage.reachedBy(type)
                        .filter(_ -> known)
                        .map(stage -> new Reach(stage, machine))
                        .orElse(null);
        return new Bucket(campaignId, sourceId, at.truncatedTo(ChronoUnit.HOURS), reach);
    }
}
