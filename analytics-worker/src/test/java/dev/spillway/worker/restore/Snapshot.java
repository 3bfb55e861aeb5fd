package dev.spillway.worker.restore;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.fixture.WorkerDatabase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What the database holds of a tenant, but for what is made anew with each storing: ids of events
 * and dead letters, and the moment of storing, which is right to the second.
 */
final class Snapshot {

    private static final List<String> QUERIES =
            List.of(
                    "SELECT HEX(id), expires_on, HEX(source_id), HEX(parcel_id), provider,"
                            + " received_at, method, path, query, content_type, headers, HEX(body),"
                            + " size_bytes, verification, event_key, event_count, outcome,"
                            + " duplicates, test FROM webhook WHERE tenant_id = ? ORDER BY id",
                    "SELECT HEX(webhook_id), ordinal, expires_on, HEX(source_id), provider,"
                            + " channel, type, occurred_at, received_at, HEX(recipient_hash),"
                            + " recipient_masked, message_id, HEX(campaign_id), campaign, tags,"
                            + " url, user_agent, machine, reject_reason, description, amount,"
                            + " currency, provider_event_id FROM event WHERE tenant_id = ?"
                            + " ORDER BY webhook_id, ordinal",
                    "SELECT HEX(id), HEX(webhook_id), HEX(source_id), received_at, expires_on"
                            + " FROM webhook_duplicate WHERE tenant_id = ? ORDER BY id",
                    "SELECT HEX(webhook_id), HEX(source_id), reason, error_class, received_at,"
                            + " status, IF(webhook_id IS NULL, parcel, '') FROM dead_letter"
                            + " WHERE tenant_id = ? ORDER BY webhook_id, parcel",
                    "SELECT HEX(id), HEX(source_id), at, reason, method, path, headers, size_bytes"
                            + " FROM rejection WHERE tenant_id = ? ORDER BY id",
                    "SELECT grain, bucket, HEX(source_id), HEX(campaign_id), type, machine,"
                            + " SUM(events) FROM event_rollup WHERE tenant_id = ?"
                            + " GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6",
                    "SELECT grain, IF(HEX(source_id) LIKE '000000%', NULL, bucket),"
                            + " HEX(source_id), outcome, reason, SUM(webhooks)"
                            + " FROM traffic_rollup WHERE tenant_id = ?"
                            + " GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5",
                    "SELECT grain, bucket, SUM(webhooks) FROM lag_rollup WHERE tenant_id = ?"
                            + " GROUP BY 1, 2 ORDER BY 1, 2",
                    "SELECT HEX(id), name FROM campaign WHERE tenant_id = ? ORDER BY id");

    private Snapshot() {}

    static Map<String, List<Map<String, Object>>> of(WorkerDatabase database, UUID tenantId) {
        Map<String, List<Map<String, Object>>> all = new LinkedHashMap<>();
        for (String query : QUERIES) {
            all.put(query, database.owner().queryForList(query, (Object) Ids.bytes(tenantId)));
        }
        return all;
    }
}
