package dev.spillway.load.database;

import dev.spillway.load.database.Generated.Timeline;
import dev.spillway.load.stand.Tenant;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.plan.Plan;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Makes the tables as large as if so many webhooks of one event had been stored before: webhooks
 * without their bodies, their events, and the claims of webhooks, events and parcels.
 *
 * <p>Rows are written in the order of every key, which takes minutes where random order would take
 * hours: claims of events and recipients are spread evenly over their keys' whole range all the
 * same, so what is drained afterwards falls anywhere between them, as it does in life. Pages are
 * fuller than random order would leave them.
 */
public final class BulkLoad {

    /** In one parcel, about as many as the door packs under load. */
    private static final int WEBHOOKS_OF_A_PARCEL = 250;

    /**
     * How long ago the first of them was received; the last, just now. One day's are in one
     * partition, the one that is drained into: spread over days they would cost a drain nothing.
     */
    private static final Duration AGO = Duration.ofDays(1);

    private static final Duration CLAIMED = Duration.ofDays(30);

    private static final List<String> TABLES =
            List.of("webhook", "event", "webhook_claim", "event_claim", "parcel_claim");

    /** As the bodies of what is drained name them. */
    private static final Generated CAMPAIGN = Generated.sql("CONCAT('Autumn ', seq % 4)");

    private static final Generated CAMPAIGN_ID =
            Generated.sql("LEFT(UNHEX(SHA2(CONCAT('Autumn ', seq % 4), 256)), 16)");

    private final Database database;

    public BulkLoad(Database database) {
        this.database = database;
    }

    /** Adds so many webhooks, evenly of all those tenants. */
    public void load(List<Tenant> tenants, long webhooks) throws IOException {
        long each = webhooks / tenants.size();
        for (Tenant tenant : tenants) {
            Load load = new Load(tenant, Timeline.of(AGO, each), each);
            load.webhooks().insert(database, each, 1);
            load.events().insert(database, each, 1);
            load.webhookClaims().insert(database, each, 1);
            load.eventClaims().insert(database, each, 1);
            load.parcelClaims().insert(database, each, WEBHOOKS_OF_A_PARCEL);
        }
        for (String table : TABLES) {
            database.query("ANALYZE TABLE " + table, _ -> {});
        }
    }

    /** One tenant's. */
    private record Load(Tenant tenant, Timeline time, long each) {

        GeneratedRows webhooks() {
            return rows("webhook")
                    .with("id", time.id())
                    .with("expires_on", expiresOn(Plan.SCALE.webhookDays()))
                    .with("source_id", Ids.bytes(tenant.sourceId()))
                    .with("parcel_id", time.idOfEach(WEBHOOKS_OF_A_PARCEL))
                    .with("provider", "sendgrid")
                    .with("received_at", time.moment())
                    .with("stored_at", time.moment())
                    .with("method", "POST")
                    .with("path", "")
                    .with("query", "")
                    .with("content_type", "application/json;charset=utf-8")
                    .with("headers", "[]")
                    .with("body", "")
                    .with("size_bytes", 0)
                    .with("verification", "verified")
                    .with("event_count", 1)
                    .with("outcome", "normalised");
        }

        GeneratedRows events() {
            return rows("event")
                    .with("webhook_id", time.id())
                    .with("ordinal", 0)
                    .with("expires_on", expiresOn(Plan.SCALE.eventDays()))
                    .with("id", Generated.sql("LEFT(UNHEX(SHA2(CONCAT('id', seq), 256)), 16)"))
                    .with("source_id", Ids.bytes(tenant.sourceId()))
                    .with("provider", "sendgrid")
                    .with("channel", "email")
                    .with("type", "opened")
                    .with("occurred_at", time.moment())
                    .with("received_at", time.moment())
                    .with("recipient_hash", Generated.spread(each, salt()))
                    .with("recipient_masked", "a***@e***.example")
                    .with("message_id", Generated.sql("SHA2(CONCAT('m', seq), 224)"))
                    .with("campaign_id", CAMPAIGN_ID)
                    .with("campaign", CAMPAIGN)
                    .with("tags", "[\"newsletter\"]")
                    .with(
                            "user_agent",
                            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36")
                    .with(
                            "provider_event_id",
                            Generated.sql("LEFT(SHA2(CONCAT('e', seq), 224), 24)"));
        }

        GeneratedRows webhookClaims() {
            return rows("webhook_claim")
                    .with("source_id", Ids.bytes(tenant.sourceId()))
                    .with("identity", time.identity(salt()))
                    .with("webhook_id", time.id())
                    .with("webhook_expires_on", expiresOn(Plan.SCALE.webhookDays()))
                    .with("claimed_at", time.moment())
                    .with("expires_at", claimedUntil());
        }

        GeneratedRows eventClaims() {
            return rows("event_claim")
                    .with("source_id", Ids.bytes(tenant.sourceId()))
                    .with("identity", Generated.spread(each, "event" + salt()))
                    .with("webhook_id", time.id())
                    .with("expires_at", claimedUntil());
        }

        GeneratedRows parcelClaims() {
            return rows("parcel_claim")
                    .with("parcel_id", time.idOfEach(WEBHOOKS_OF_A_PARCEL))
                    .with("claimed_at", time.moment());
        }

        private GeneratedRows rows(String table) {
            return new GeneratedRows(table).with("tenant_id", Ids.bytes(tenant.id()));
        }

        /** What makes one tenant's hashes other than another's. */
        private String salt() {
            return tenant.id() + ":" + time.first();
        }

        private static LocalDate expiresOn(int days) {
            return LocalDate.now(ZoneOffset.UTC).plusDays(days);
        }

        private static LocalDateTime claimedUntil() {
            return LocalDateTime.ofInstant(Instant.now().plus(CLAIMED), ZoneOffset.UTC);
        }
    }
}
