package dev.spillway.worker.people;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.rollup.CampaignId;
import dev.spillway.worker.sql.Insert;
import dev.spillway.worker.sql.Rows;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Leaves what a batch saw for the merger, inside the caller's transaction: a row or two for each
 * tenant, inserted and never updated, so that batches do not wait for each other. Thread-safe.
 */
public final class PendingPeople {

    private static final Insert INSERT =
            Insert.of("INSERT INTO people_pending (tenant_id, id, sightings)");

    /** So that no row is more than a turn of the merger can hold. */
    private static final int BUCKETS_IN_A_ROW = 1_000;

    private final Rows rows;

    public PendingPeople(Rows rows) {
        this.rows = rows;
    }

    /** Events that were stored by this very transaction. */
    public void add(Collection<Sighting> sightings) {
        List<Row> pending = new ArrayList<>();
        byTenant(sightings)
                .forEach((tenantId, seen) ->
                        PendingCodec.encode(seen, BUCKETS_IN_A_ROW)
                                .forEach(bytes -> pending.add(new Row(tenantId, bytes))));
        rows.insert(
                INSERT,
                pending,
                row -> new Object[] {Ids.bytes(row.tenantId()), Ids.bytes(Ids.next()), row.seen()});
    }

    private static Map<UUID, Seen> byTenant(Collection<Sighting> sightings) {
        Map<UUID, Seen> seen = new HashMap<>();
        Map<String, UUID> campaigns = new HashMap<>(); // each name is hashed once
        for (Sighting sighting : sightings) {
            String hash = sighting.recipientHash();
            Bucket bucket =
                    Bucket.of(
                            campaigns.computeIfAbsent(sighting.campaign(), CampaignId::of),
                            sighting.sourceId(),
                            sighting.occurredAt(),
                            sighting.type(),
                            sighting.machine(),
                            hash != null);
            seen.computeIfAbsent(sighting.tenantId(), _ -> new Seen())
                    .add(bucket, hash == null ? null : HexFormat.of().parseHex(hash));
        }
        return seen;
    }

    @SuppressWarnings("ArrayRecordComponent") // written at once, never compared
    private record Row(UUID tenantId, byte[] seen) {}
}
