package dev.spillway.worker.rollup;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Verification;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One batch's counts, summed in memory. Used by one thread.
 *
 * <p>The arithmetic: {@code received} is counted nowhere but in {@link #received}, which counts the
 * same webhook's one {@link Disposition} with it. So per tenant, source and bucket <em>received =
 * stored + duplicate + dead_letter</em> whatever happens, as long as both rows are written by one
 * transaction.
 *
 * <p>Events count in the bucket of their own time, webhooks and their lag in that of the receipt.
 */
public final class Rollups {

    private static final String NO_REASON = "";

    /**
     * Classes of lag end at powers of two of milliseconds; the last one, of 12 days, takes the
     * rest.
     */
    private static final int LARGEST_BOUND = 1 << 30;

    private final Map<RollupKey.Events, Long> events = new HashMap<>();
    private final Map<RollupKey.Traffic, Long> traffic = new HashMap<>();
    private final Map<RollupKey.Lag, Long> lag = new HashMap<>();
    private final Map<CampaignKey, CampaignSeen> campaigns = new HashMap<>();

    /** A webhook that came, and what became of it. */
    public void received(
            UUID tenantId, UUID sourceId, Instant at, Disposition disposition, String reason) {
        traffic(tenantId, sourceId, at, "received", NO_REASON, 1);
        traffic(tenantId, sourceId, at, disposition.code(), reason, 1);
    }

    /** Undoes {@link #received}: something else became of the webhook, and is counted with this. */
    public void takenBack(
            UUID tenantId, UUID sourceId, Instant at, Disposition disposition, String reason) {
        traffic(tenantId, sourceId, at, "received", NO_REASON, -1);
        traffic(tenantId, sourceId, at, disposition.code(), reason, -1);
    }

    /** Of a stored webhook: what its signature was worth, and how long it took to get here. */
    public void stored(
            UUID tenantId,
            UUID sourceId,
            Instant receivedAt,
            Verification verification,
            Duration lag) {
        switch (verification) {
            case VERIFIED, FAILED ->
                    traffic(tenantId, sourceId, receivedAt, verification.code(), NO_REASON, 1);
            case UNCHECKED -> {}
        }
        for (Grain grain : Grain.values()) {
            this.lag.merge(
                    new RollupKey.Lag(tenantId, grain, grain.bucket(receivedAt), bound(lag)),
                    1L,
                    Long::sum);
        }
    }

    /** Requests that the door refused. */
    public void rejected(UUID tenantId, UUID sourceId, Instant at, String reason, long count) {
        traffic(tenantId, sourceId, at, "rejected", reason, count);
    }

    /** An event that was stored. */
    public void event(
            UUID tenantId,
            UUID sourceId,
            Instant occurredAt,
            String type,
            boolean machine,
            @Nullable String campaign) {
        events(tenantId, sourceId, occurredAt, type, machine, campaign, 1);
        if (campaign != null) {
            campaigns.merge(
                    new CampaignKey(tenantId, CampaignId.of(campaign)),
                    new CampaignSeen(campaign, occurredAt, occurredAt),
                    CampaignSeen::and);
        }
    }

    /** Undoes {@link #event}: it is not stored any more, or as another. */
    public void eventTakenBack(
            UUID tenantId,
            UUID sourceId,
            Instant occurredAt,
            String type,
            boolean machine,
            @Nullable String campaign) {
        events(tenantId, sourceId, occurredAt, type, machine, campaign, -1);
    }

    private void events(
            UUID tenantId,
            UUID sourceId,
            Instant at,
            String type,
            boolean machine,
            @Nullable String campaign,
            long count) {
        UUID campaignId = campaign == null ? CampaignId.NONE : CampaignId.of(campaign);
        for (Grain grain : Grain.values()) {
            events.merge(
                    new RollupKey.Events(
                            tenantId,
                            grain,
                            grain.bucket(at),
                            sourceId,
                            campaignId,
                            type,
                            machine,
                            Generations.FIRST),
                    count,
                    Rollups::sumOrNothing);
        }
    }

    private void traffic(
            UUID tenantId, UUID sourceId, Instant at, String outcome, String reason, long count) {
        for (Grain grain : Grain.values()) {
            traffic.merge(
                    new RollupKey.Traffic(
                            tenantId, grain, grain.bucket(at), sourceId, outcome, reason),
                    count,
                    Rollups::sumOrNothing);
        }
    }

    /** What is counted and taken back again needs no row. */
    private static @Nullable Long sumOrNothing(Long one, Long other) {
        return one + other == 0 ? null : Long.valueOf(one + other);
    }

    /** The least power of two that is not below the lag. */
    static int bound(Duration lag) {
        long millis = Math.clamp(lag.toMillis(), 1, LARGEST_BOUND);
        return (int) (millis == 1 ? 1 : Long.highestOneBit(millis - 1) << 1);
    }

    SortedMap<RollupKey.Events, Long> events() {
        return sorted(events, RollupKey.Events.ORDER);
    }

    SortedMap<RollupKey.Traffic, Long> traffic() {
        return sorted(traffic, RollupKey.Traffic.ORDER);
    }

    SortedMap<RollupKey.Lag, Long> lag() {
        return sorted(lag, RollupKey.Lag.ORDER);
    }

    SortedMap<CampaignKey, CampaignSeen> campaigns() {
        return sorted(campaigns, CampaignKey.ORDER);
    }

    /** Once, instead of at each count: a batch counts much and in few rows. */
    private static <K, V> SortedMap<K, V> sorted(Map<K, V> counts, Comparator<K> order) {
        SortedMap<K, V> sorted = new TreeMap<>(order);
        sorted.putAll(counts);
        return sorted;
    }

    record CampaignKey(UUID tenantId, UUID id) {
        static final Comparator<CampaignKey> ORDER =
                Comparator.comparing(CampaignKey::tenantId, Ids.BY_BYTES)
                        .thenComparing(CampaignKey::id, Ids.BY_BYTES);
    }

    record CampaignSeen(String name, Instant first, Instant last) {
        CampaignSeen and(CampaignSeen other) {
            return new CampaignSeen(
                    name,
                    first.isBefore(other.first) ? first : other.first,
                    last.isAfter(other.last) ? last : other.last);
        }
    }
}
