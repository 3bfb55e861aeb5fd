package dev.spillway.load.database;

import dev.spillway.load.stand.Tenant;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.plan.Plan;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Makes the tables as large as if so many webhooks of one event had been stored before: their
 * events and claims, without raw bodies. The server makes the rows itself (MariaDB's sequences).
 *
 * <p>Rows are written in the order of every key, which takes minutes where random order would take
 * hours: claims and recipients are spread evenly over their keys' whole range all the same, so what
 * is drained afterwards falls anywhere between them, as it does in life. Pages are fuller than
 * random order would leave them.
 */
public final class BulkLoad {

    private static final int CHUNK = 50_000;

    /**
     * How long ago the first of them was received; the last, just now. One day's are in one
     * partition, the one that is drained into: spread over days they would cost a drain nothing.
     */
    private static final Duration AGO = Duration.ofDays(1);

    private static final Duration CLAIMED = Duration.ofDays(30);

    /** 32 bytes that grow with {@code seq} over the whole range, and are random but for that. */
    private static final String SPREAD =
            "CONCAT(UNHEX(LPAD(HEX(CAST(FLOOR((seq - 1) * POW(2, 48) / ?) AS UNSIGNED)), 12, '0')),"
                    + " LEFT(UNHEX(SHA2(CONCAT(?, seq), 256)), 26))";

    /**
     * 32 bytes that begin with the second {@code ? + seq * ?}, as claims of webhooks without a key
     * do.
     */
    private static final String IDENTITY =
            "CONCAT(UNHEX(LPAD(HEX(CAST(FLOOR((? + seq * ?) / 1000) AS UNSIGNED)), 8, '0')),"
                    + " LEFT(UNHEX(SHA2(CONCAT(?, seq), 256)), 28))";

    /** A UUIDv7 of the millisecond {@code ? + seq * ?}. */
    private static final String WEBHOOK_ID =
            "UNHEX(CONCAT(LPAD(HEX(CAST(? + seq * ? AS UNSIGNED)), 12, '0'), '70008000',"
                    + " LPAD(HEX(seq), 12, '0')))";

    private static final String RECEIVED_AT = "FROM_UNIXTIME((? + seq * ?) / 1000)";

    private static final String EVENT =
            "INSERT INTO event (tenant_id, webhook_id, ordinal, expires_on, id, source_id,"
                    + " provider, channel, type, occurred_at, received_at, recipient_hash,"
                    + " recipient_masked, message_id, campaign, tags, user_agent, machine,"
                    + " provider_event_id) SELECT ?, "
                    + WEBHOOK_ID
                    + ", 0, ?, LEFT(UNHEX(SHA2(CONCAT('id', ?, seq), 256)), 16), ?, 'sendgrid',"
                    + " 'email', 'opened', "
                    + RECEIVED_AT
                    + ", "
                    + RECEIVED_AT
                    + ", "
                    + SPREAD
                    + ", 'a***@e***.example', SHA2(CONCAT('m', seq), 224), 'Autumn 1',"
                    + " '[\"newsletter\"]',"
                    + " 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36',"
                    + " FALSE, LEFT(SHA2(CONCAT('e', seq), 224), 24) FROM seq_%d_to_%d";

    private static final String WEBHOOK_CLAIM =
            "INSERT INTO webhook_claim (tenant_id, source_id, identity, webhook_id,"
                    + " webhook_expires_on, claimed_at, expires_at) SELECT ?, ?, "
                    + IDENTITY
                    + ", "
                    + WEBHOOK_ID
                    + ", ?, "
                    + RECEIVED_AT
                    + ", ? FROM seq_%d_to_%d";

    private static final String EVENT_CLAIM =
            "INSERT INTO event_claim (tenant_id, source_id, identity, webhook_id, expires_at)"
                    + " SELECT ?, ?, "
                    + SPREAD
                    + ", "
                    + WEBHOOK_ID
                    + ", ? FROM seq_%d_to_%d";

    private final Database database;

    public BulkLoad(Database database) {
        this.database = database;
    }

    /** Adds so many rows to each of the tables, evenly of all those tenants. */
    public void load(List<Tenant> tenants, long rows) throws IOException {
        long each = rows / tenants.size();
        Instant start = Instant.now().minus(AGO);
        for (Tenant tenant : tenants) {
            for (long from = 1; from <= each; from += CHUNK) {
                load(tenant, start, from, Math.min(each, from + CHUNK - 1), each);
            }
        }
        for (String table : List.of("event", "webhook_claim", "event_claim")) {
            database.query("ANALYZE TABLE " + table, _ -> {});
        }
    }

    private void load(Tenant tenant, Instant start, long from, long to, long each)
            throws IOException {
        byte[] id = Ids.bytes(tenant.id());
        byte[] source = Ids.bytes(tenant.sourceId());
        long first = start.toEpochMilli();
        double step = AGO.toMillis() / (double) each;
        String salt = tenant.id() + ":" + start;
        var expiresOn = LocalDate.now(ZoneOffset.UTC).plusDays(Plan.SCALE.eventDays());
        var expiresAt = Instant.now().plus(CLAIMED).atZone(ZoneOffset.UTC).toLocalDateTime();
        database.execute(
                EVENT.formatted(from, to),
                id,
                first,
                step,
                expiresOn,
                salt,
                source,
                first,
                step,
                first,
                step,
                each,
                salt);
        database.execute(
                WEBHOOK_CLAIM.formatted(from, to),
                id,
                source,
                first,
                step,
                salt,
                first,
                step,
                expiresOn,
                first,
                step,
                expiresAt);
        database.execute(
                EVENT_CLAIM.formatted(from, to),
                id,
                source,
                each,
                "event" + salt,
                first,
                step,
                expiresAt);
    }
}
