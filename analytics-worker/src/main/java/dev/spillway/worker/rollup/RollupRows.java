package dev.spillway.worker.rollup;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.sql.Insert;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.sql.UtcTime;
import java.util.SortedMap;

/** Adds a batch's counts to the database, inside the caller's transaction. Thread-safe. */
public final class RollupRows {

    private static final Insert CAMPAIGN =
            Insert.of("INSERT INTO campaign (tenant_id, id, name, first_seen_at, last_seen_at)")
                    .onDuplicateKey(
                            "first_seen_at = LEAST(first_seen_at, VALUES(first_seen_at)),"
                                    + " last_seen_at = GREATEST(last_seen_at, VALUES(last_seen_at))");

    private static final Insert EVENTS =
            Insert.of(
                            "INSERT INTO event_rollup (tenant_id, grain, bucket, source_id,"
                                    + " campaign_id, type, machine, slot, generation, events)")
                    .onDuplicateKey("events = events + VALUES(events)");

    private static final Insert TRAFFIC =
            Insert.of(
                            "INSERT INTO traffic_rollup (tenant_id, grain, bucket, source_id,"
                                    + " outcome, reason, slot, webhooks)")
                    .onDuplicateKey("webhooks = webhooks + VALUES(webhooks)");

    private static final Insert LAG =
            Insert.of(
                            "INSERT INTO lag_rollup (tenant_id, grain, bucket, bound_millis, slot,"
                                    + " webhooks)")
                    .onDuplicateKey("webhooks = webhooks + VALUES(webhooks)");

    private static final Insert MONEY =
            Insert.of(
                            "INSERT INTO campaign_money (tenant_id, campaign_id, hour, source_id,"
                                    + " currency, kind, slot, events, amount)")
                    .onDuplicateKey(
                            "events = events + VALUES(events), amount = amount + VALUES(amount)");

    private final Rows rows;
    private final Generations generations;
    private final int slot;

    /**
     * @param slot this worker's own rows among those that readers sum, from 0 to 127. Two workers
     *     of the same slot count right, only slower
     */
    public RollupRows(Rows rows, int slot) {
        this.rows = rows;
        this.generations = new Generations(rows);
        this.slot = slot;
    }

    /** In the order of tables and keys that every worker keeps. */
    public void add(Rollups rollups) {
        rows.insert(
                CAMPAIGN,
                rollups.campaigns(),
                row ->
                        new Object[] {
                            Ids.bytes(row.getKey().tenantId()),
                            Ids.bytes(row.getKey().id()),
                            row.getValue().name(),
                            UtcTime.column(row.getValue().first()),
                            UtcTime.column(row.getValue().last())
                        });
        addEvents(generations.spread(rollups.events()));
        rows.insert(TRAFFIC, rollups.traffic(), row -> columns(row.getKey(), row.getValue()));
        rows.insert(LAG, rollups.lag(), row -> columns(row.getKey(), row.getValue()));
    }

    /** After the other counts. What is negative is taken away again. */
    public void add(CampaignMoney money) {
        rows.insert(
                MONEY,
                money.sums(),
                row -> {
                    MoneyKey key = row.getKey();
                    return new Object[] {
                        Ids.bytes(key.tenantId()),
                        Ids.bytes(key.campaignId()),
                        UtcTime.column(key.hour()),
                        Ids.bytes(key.sourceId()),
                        key.currency(),
                        key.kind().code(),
                        slot,
                        row.getValue().events(),
                        row.getValue().amount()
                    };
                });
    }

    /** To the generations that the keys name. */
    void addEvents(SortedMap<RollupKey.Events, Long> events) {
        rows.insert(EVENTS, events, row -> columns(row.getKey(), row.getValue()));
    }

    private Object[] columns(RollupKey.Events key, long count) {
        return new Object[] {
            Ids.bytes(key.tenantId()),
            key.grain().code(),
            UtcTime.column(key.bucket()),
            Ids.bytes(key.sourceId()),
            Ids.bytes(key.campaignId()),
            key.type(),
            key.machine(),
            slot,
            key.generation(),
            count
        };
    }

    private Object[] columns(RollupKey.Traffic key, long count) {
        return new Object[] {
            Ids.bytes(key.tenantId()),
            key.grain().code(),
            UtcTime.column(key.bucket()),
            Ids.bytes(key.sourceId()),
            key.outcome(),
            key.reason(),
            slot,
            count
        };
    }

    private Object[] columns(RollupKey.Lag key, long count) {
        return new Object[] {
            Ids.bytes(key.tenantId()),
            key.grain().code(),
            UtcTime.column(key.bucket()),
            key.boundMillis(),
            slot,
            count
        };
    }
}
