package dev.spillway.worker.store;

import static dev.spillway.worker.fixture.LedgerAssert.assertThatLedger;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Verification;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.platform.plan.Plan;
import dev.spillway.worker.fixture.EventSchema;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is stored of a parcel, and what is counted. */
@CloudTest(parts = Part.DATABASE)
class ParcelStoreIT {

    private static StoreFixture fixture;
    private static WorkerDatabase database;

    @BeforeAll
    static void open(TestCloud cloud) {
        database = WorkerDatabase.on(cloud.database());
        fixture = StoreFixture.on(database);
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @Test
    void webhookIsStoredAsItWasReceived() {
        TenantFixture tenant = database.tenant("hmac");
        byte[] body = {0, (byte) 0xff, (byte) 0xfe, '\'', '\\', '\n', (byte) 0xc3, 0x28};
        Webhook webhook =
                tenant.webhook()
                        .body(body)
                        .path("/ü/🚀")
                        .query("a=%00&b")
                        .header("Content-Type", "application/octet-stream")
                        .header("X-Emoji", "naïve 🚀")
                        .eventKey("k-1")
                        .build();

        fixture.store(tenant.parcel(webhook));

        Map<String, Object> row = database.row("webhook", tenant.id());
        assertThat(row.get("body")).isEqualTo(body);
        assertThat(row)
                .containsEntry("path", "/ü/🚀")
                .containsEntry("query", "a=%00&b")
                .containsEntry("method", "POST")
                .containsEntry("content_type", "application/octet-stream")
                .containsEntry("size_bytes", body.length)
                .containsEntry("verification", "verified")
                .containsEntry("event_key", "k-1")
                .containsEntry("outcome", "unknown")
                .containsEntry("event_count", 1);
        assertThat((String) row.get("headers"))
                .isEqualTo(
                        "[[\"Content-Type\",\"application/octet-stream\"],[\"X-Emoji\",\"naïve 🚀\"]]");
        assertThatLedger(database, tenant.id()).shows(1, 1, 0, 0);
    }

    /** Each would else be a message to the database and back, of which a batch has thousands. */
    @Test
    void manyRowsAreWrittenInFewStatements() {
        TenantFixture tenant = database.tenant("sendgrid");
        String open = "[{\"event\":\"open\",\"timestamp\":1763700000,\"sg_event_id\":\"e%d\"}]";
        List<Webhook> webhooks = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            webhooks.add(tenant.webhook().body(open.formatted(i)).build());
        }

        long before = inserts();
        fixture.store(tenant.parcel(webhooks));

        // 300 are 256, 32, 8 and 4; of webhooks, events and the claims of both. Counts are few.
        assertThat(inserts() - before).isBetween(16L, 40L);
        assertThat(database.count("event", tenant.id())).isEqualTo(300);
    }

    /** By the server's count, however they were prepared. */
    private static long inserts() {
        return database.owner().queryForList("SHOW GLOBAL STATUS LIKE 'Com_insert'").stream()
                .mapToLong(row -> Long.parseLong(row.get("Value").toString()))
                .sum();
    }

    @Test
    void timesAreThoseOfTheReceiptInUtcAndExpiryFollowsThePlan() {
        TenantFixture tenant = database.tenant(Plan.STARTER, "hmac", "{}");
        Instant at = Instant.parse("2026-11-20T23:59:59.987Z");

        fixture.store(tenant.parcel(tenant.webhook().receivedAt(at).build()));

        assertThat(
                        database.owner()
                                .queryForMap(
                                        "SELECT DATE_FORMAT(received_at, '%Y-%m-%d %H:%i:%s.%f') r,"
                                                + " CAST(expires_on AS CHAR) e FROM webhook WHERE tenant_id = ?",
                                        Ids.bytes(tenant.id())))
                .containsEntry("r", "2026-11-20 23:59:59.987000")
                .containsEntry("e", "2026-12-20");
        assertThat(
                        database.text(
                                "SELECT CAST(expires_on AS CHAR) FROM event WHERE tenant_id = ?",
                                tenant.id()))
                .isEqualTo("2027-02-18");
        assertThat(
                        database.text(
                                "SELECT CAST(bucket AS CHAR) FROM traffic_rollup WHERE grain = 'hour'"
                                        + " AND outcome = 'received' AND tenant_id = ?",
                                tenant.id()))
                .startsWith("2026-11-20 23:00:00");
    }

    @Test
    void campaignIsRememberedFromItsFirstEventToItsLast() {
        TenantFixture tenant = database.tenant("sendgrid");
        for (int second : new int[] {1763700100, 1763700000, 1763700050}) {
            String event =
                    "[{\"event\":\"open\",\"timestamp\":%d,\"singlesend_name\":\"Herbst 🍂\"}]"
                            .formatted(second);
            fixture.store(tenant.parcel(tenant.webhook().body(event).build()));
        }

        assertThat(database.row("campaign", tenant.id())).containsEntry("name", "Herbst 🍂");
        assertThat(
                        database.text(
                                "SELECT CONCAT(first_seen_at, ' ', last_seen_at) FROM campaign"
                                        + " WHERE tenant_id = ?",
                                tenant.id()))
                .isEqualTo("2025-11-21 04:40:00.000 2025-11-21 04:41:40.000");
        assertThat(
                        database.number(
                                "SELECT SUM(r.events) FROM event_rollup r JOIN campaign c ON c.tenant_id"
                                        + " = r.tenant_id AND c.id = r.campaign_id WHERE r.grain = 'hour'"
                                        + " AND r.tenant_id = ?",
                                tenant.id()))
                .isEqualTo(3);
    }

    @Test
    void recipientIsKeptAsHashAndMaskOnly() {
        TenantFixture tenant = database.tenant("sendgrid");

        fixture.store(tenant.parcel(opened(tenant, "Ana@Acme.example", 1)));
        fixture.store(tenant.parcel(opened(tenant, "ana@acme.example", 2)));

        List<Map<String, Object>> rows = database.rows("event", tenant.id());
        assertThat(rows)
                .extracting(row -> row.get("recipient_masked"))
                .contains("A•••@Acme.example");
        assertThat(rows)
                .extracting(row -> HexFormat.of().formatHex((byte[]) row.get("recipient_hash")))
                .hasSize(2)
                .allMatch(hash -> hash.length() == 64)
                .containsOnly(
                        HexFormat.of().formatHex((byte[]) rows.getFirst().get("recipient_hash")));
    }

    @Test
    void brokenJsonOfAVerifiedSenderIsStoredRawAndMarked() {
        TenantFixture tenant = database.tenant("stripe");

        fixture.store(tenant.parcel(tenant.webhook().body("{\"id\":").build()));

        assertThat(database.row("webhook", tenant.id()))
                .containsEntry("outcome", "unparsable")
                .containsEntry("event_count", 0);
        assertThatLedger(database, tenant.id()).shows(1, 1, 0, 0);
    }

    @Test
    void testsAreStoredAndLeftOutOfEveryCount() {
        TenantFixture tenant = database.tenant("sendgrid");
        String body =
                "[{\"event\":\"spamreport\",\"email\":\"a@b.c\",\"timestamp\":1763700000,\"sg_event_id\":\"e1\"}]";

        fixture.store(tenant.parcel(tenant.webhook().body(body).test().build()));

        assertThat(database.count("webhook", tenant.id())).isEqualTo(1);
        assertThat(database.count("event", tenant.id())).isEqualTo(1);
        assertThat(database.count("outbox", tenant.id())).isZero();
        assertThatLedger(database, tenant.id()).shows(0, 0, 0, 0);
    }

    @Test
    void whoMustNotBeWrittenToGoesIntoTheOutboxOnceAndWithoutAddress() {
        TenantFixture tenant = database.tenant("sendgrid");
        String body =
                "[{\"event\":\"spamreport\",\"email\":\"ana@acme.example\",\"timestamp\":1763700000,\"sg_event_id\":\"e1\"},"
                        + "{\"event\":\"open\",\"email\":\"ana@acme.example\",\"timestamp\":1763700000,\"sg_event_id\":\"e2\"}]";

        fixture.store(tenant.parcel(tenant.webhook().body(body).build()));
        fixture.store(tenant.parcel(tenant.webhook().body(body + " ").build()));
        fixture.store(
                tenant.parcel(
                        tenant.webhook().body(body).verification(Verification.FAILED).build()));

        Map<String, Object> message = database.row("outbox", tenant.id());
        assertThat(message)
                .containsEntry("topic", "suppressions")
                .containsEntry("published_at", null);
        assertThat((String) message.get("payload"))
                .contains("\"reason\":\"complained\"", "a•••@acme.example", tenant.id().toString())
                .doesNotContain("ana@");
    }

    @Test
    void addressIsToldInClearOnlyWhereTheTenantOptedIn() {
        TenantFixture shy = database.tenant("sendgrid");
        TenantFixture open = database.tenant("sendgrid");
        database.owner()
                .update(
                        "INSERT INTO notification_setting VALUES (?, TRUE, NOW(3))",
                        Ids.bytes(open.id()));
        String body =
                """
                [{"event":"bounce","type":"bounce","email":"ana@acme.example","timestamp":1763700000,"sg_event_id":"1"},
                 {"event":"open","email":"bob@acme.example","timestamp":1763700000,"sg_event_id":"2"}]\
                """;

        for (TenantFixture tenant : List.of(shy, open)) {
            fixture.store(tenant.parcel(tenant.webhook().body(body).build()));
        }

        String told = (String) database.row("outbox", open.id()).get("payload");
        String hidden = (String) database.row("outbox", shy.id()).get("payload");
        assertThat(told).contains("\"address\":\"ana@acme.example\"");
        assertThat(hidden).doesNotContain("address\"", "ana@");
        EventSchema schema = EventSchema.of("suppressions.md");
        schema.assertMatches(told);
        schema.assertMatches(hidden);
        assertThat(database.rows("event", open.id()).toString()).doesNotContain("ana@", "bob@");
    }

    @Test
    void verifiedAndFailedAreCountedOfWhatIsStored() {
        TenantFixture tenant = database.tenant("hmac");

        fixture.store(
                tenant.parcel(
                        tenant.webhook().eventKey("1").build(),
                        tenant.webhook().eventKey("1").build(),
                        tenant.webhook().eventKey("2").verification(Verification.FAILED).build(),
                        tenant.webhook()
                                .eventKey("3")
                                .verification(Verification.UNCHECKED)
                                .build()));

        assertThatLedger(database, tenant.id()).shows(4, 3, 1, 0);
        String sql =
                "SELECT SUM(webhooks) FROM traffic_rollup WHERE grain = 'hour' AND outcome = '%s' AND tenant_id = ?";
        assertThat(database.number(sql.formatted("verified"), tenant.id())).isEqualTo(1);
        assertThat(database.number(sql.formatted("failed"), tenant.id())).isEqualTo(1);
    }

    @Test
    void bodyOfTheDoorsLimitIsStored() {
        TenantFixture tenant = database.tenant("hmac");
        Random random = new Random(1);
        List<Webhook> webhooks = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            byte[] body = new byte[1024 * 1024];
            random.nextBytes(body);
            webhooks.add(tenant.webhook().header("Content-Type", "image/png").body(body).build());
        }

        fixture.store(tenant.parcel(webhooks));

        assertThatLedger(database, tenant.id()).shows(20, 20, 0, 0);
        assertThat(
                        database.number(
                                "SELECT SUM(LENGTH(body)) FROM webhook WHERE tenant_id = ?",
                                tenant.id()))
                .isEqualTo(20L * 1024 * 1024);
    }

    private static Webhook opened(TenantFixture tenant, String address, int id) {
        return tenant.webhook()
                .body(
                        "[{\"event\":\"open\",\"email\":\"%s\",\"timestamp\":1763700000,\"sg_event_id\":\"%d\"}]"
                                .formatted(address, id))
                .build();
    }
}
