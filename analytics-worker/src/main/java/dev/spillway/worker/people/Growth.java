package dev.spillway.worker.people;

import dev.spillway.platform.people.PeopleSketch;
import dev.spillway.platform.people.Reach;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is to be added to a tenant's sketches: per hour, and over all of them with what each stage
 * implies. Used by one thread.
 */
final class Growth {

    private final SortedSet<PeopleKey.OfSource> sources = new TreeSet<>(PeopleKey.OfSource.ORDER);
    private final SortedMap<PeopleKey.OfHour, PeopleSketch> hours =
            new TreeMap<>(PeopleKey.OfHour.ORDER);
    private final SortedMap<PeopleKey.OfCampaign, PeopleSketch> campaigns =
            new TreeMap<>(PeopleKey.OfCampaign.ORDER);

    /**
     * Adds the people of a bucket.
     *
     * @param sketch as it is kept; not looked at where the bucket has no reach
     */
    void add(Bucket bucket, byte[] sketch) {
        sources.add(new PeopleKey.OfSource(bucket.campaignId(), bucket.hour(), bucket.sourceId()));
        Reach reach = bucket.reach();
        if (reach != null) {
            PeopleSketch people = PeopleSketch.of(sketch);
            reach.impliedInItsHour().forEach(implied -> hour(bucket, implied).addAll(people));
            reach.implied().forEach(implied -> campaign(bucket, implied).addAll(people));
        }
    }

    private PeopleSketch hour(Bucket bucket, Reach reach) {
        return hours.computeIfAbsent(
                new PeopleKey.OfHour(bucket.campaignId(), bucket.hour(), reach),
                _ -> new PeopleSketch());
    }

    private PeopleSketch campaign(Bucket bucket, Reach reach) {
        return campaigns.computeIfAbsent(
                new PeopleKey.OfCampaign(bucket.campaignId(), reach), _ -> new PeopleSketch());
    }

    /** How many sketches are held. */
    int size() {
        return hours.size() + campaigns.size();
    }

    SortedSet<PeopleKey.OfSource> sources() {
        return sources;
    }

    SortedMap<PeopleKey.OfHour, PeopleSketch> hours() {
        return hours;
    }

    SortedMap<PeopleKey.OfCampaign, PeopleSketch> campaigns() {
        return campaigns;
    }
}
