package dev.spillway.worker.people;

import dev.spillway.worker.people.EventPages.Event;
import dev.spillway.worker.people.EventPages.Place;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts people anew from the events that are stored, where events were changed or taken away: a
 * sketch can only grow by itself. Thread-safe.
 *
 * <p>The tenant's turn is reserved meanwhile, so what batches leave waits. That is what makes it
 * right beside live batches: an event that was committed before is read here, one that is committed
 * later has left its people where the merger finds them afterwards, and one that is both counts
 * once. What was left before is merged first, or it would bring back what is to be forgotten.
 */
public final class PeopleRecount {

    private final PeopleMerger merger;
    private final EventPages events;
    private final RecountRows rows;
    private final Turns turns;
    private final TransactionTemplate transaction;

    PeopleRecount(
            PeopleMerger merger,
            EventPages events,
            RecountRows rows,
            Turns turns,
            TransactionTemplate transaction) {
        this.merger = merger;
        this.events = events;
        this.rows = rows;
        this.turns = turns;
        this.transaction = transaction;
    }

    /**
     * Counts an hour of a tenant anew, all sources together, and the campaigns that it concerns
     * over all their hours. To be called after the change of the events is committed, and not for
     * an hour whose events are partly expired. May be repeated, and has to be where it threw.
     *
     * @param within a moment of the hour, in event time
     * @throws TurnLostException if the tenant is being counted anew by somebody else
     */
    public void recount(UUID tenantId, Instant within) {
        Instant hour = within.truncatedTo(ChronoUnit.HOURS);
        UUID reservation = turns.reserve(tenantId);
        try {
            merger.merge(tenantId, reservation);
            Growth counted = count(tenantId, hour, reservation);
            SortedSet<UUID> campaigns = new TreeSet<>(PeopleKey.BY_BYTES);
            counted.hours().keySet().forEach(key -> campaigns.add(key.campaignId()));
            transaction.executeWithoutResult(_ -> {
                turns.take(tenantId, reservation);
                campaigns.addAll(rows.replaceHour(tenantId, hour, counted));
            });
            campaigns.forEach(campaign -> recountCampaign(tenantId, campaign, reservation));
        } finally {
            turns.free(tenantId, reservation);
        }
    }

    private Growth count(UUID tenantId, Instant hour, UUID reservation) {
        Growth counted = new Growth();
        Place place = Place.before(hour);
        List<Event> page = events.after(tenantId, place, hour);
        while (!page.isEmpty()) {
            Seen seen = new Seen();
            page.forEach(event -> add(seen, event));
            seen.people().forEach((bucket, people) -> counted.add(bucket, people.bytes()));
            turns.prolong(tenantId, reservation);
            page = events.after(tenantId, page.getLast().place(), hour);
        }
        return counted;
    }

    private static void add(Seen seen, Event event) {
        UUID campaign = event.campaignId();
        if (campaign != null && !event.test()) {
            byte[] person = event.recipientHash();
            seen.add(
                    Bucket.of(
                            campaign,
                            event.sourceId(),
                            event.place().occurredAt(),
                            event.type(),
                            event.machine(),
                            person != null),
                    person);
        }
    }

    private void recountCampaign(UUID tenantId, UUID campaignId, UUID reservation) {
        turns.prolong(tenantId, reservation);
        transaction.executeWithoutResult(_ -> {
            turns.take(tenantId, reservation);
            rows.replaceCampaign(tenantId, campaignId);
        });
    }
}
