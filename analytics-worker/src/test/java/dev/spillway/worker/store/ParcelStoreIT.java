package dev.spillway.worker.store;

import static dev.spillway.worker.fixture.LedgerAssert.assertThatLedger;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.parcel.ParcelCodec;
import dev.spillway.platform.parcel.Verification;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.platform.plan.Plan;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@CloudTest(parts = Part.DATABASE)
class ParcelStoreIT {

    private static final String POISON = "/" + "x".repeat(3_000);

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

        Map<String, Object> row = row("webhook", tenant);
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
        assertThat(text("SELECT CAST(expires_on AS CHAR) FROM event WHERE tenant_id = ?", tenant))
                .isEqualTo("2027-02-18");
        assertThat(
                        text(
                                "SELECT CAST(bucket AS CHAR) FROM traffic_rollup WHERE grain = 'hour'"
                                        + " AND outcome = 'received' AND tenant_id = ?",
                                tenant))
                .startsWith("2026-11-20 23:00:00");
    }

    @Test
    void redeliveredParcelChangesNothing() {
        TenantFixture tenant = database.tenant("stripe");
        Parcel parcel = tenant.parcel(tenant.webhook().eventKey("evt_1").build());

        fixture.store(parcel);
        fixture.store(parcel);
        fixture.store(List.of(parcel, parcel));

        assertThatLedger(database, tenant.id()).shows(1, 1, 0, 0);
    }

    @Test
    void redeliveredParcelDoesNotHoldUpItsBatch() {
        TenantFixture tenant = database.tenant("stripe");
        Parcel first = tenant.parcel(tenant.webhook().eventKey("evt_1").build());
        Parcel second = tenant.parcel(tenant.webhook().eventKey("evt_2").build());

        fixture.store(first);
        fixture.store(List.of(first, second));

        assertThatLedger(database, tenant.id()).shows(2, 2, 0, 0);
    }

    @Test
    void sameKeyInTwoParcelsIsStoredOnceAndTheSecondIdLeadsToIt() {
        TenantFixture tenant = database.tenant("stripe");
        Webhook first = tenant.webhook().eventKey("evt_1").build();
        Webhook second = tenant.webhook().eventKey("evt_1").build();

        fixture.store(tenant.parcel(first));
        fixture.store(tenant.parcel(second));

        assertThatLedger(database, tenant.id()).shows(2, 1, 1, 0);
        assertThat(row("webhook_duplicate", tenant))
                .containsEntry("id", Ids.bytes(second.id()))
                .containsEntry("webhook_id", Ids.bytes(first.id()));
        assertThat(row("webhook", tenant)).containsEntry("duplicates", 1);
    }

    @Test
    void duplicatesInsideOneBatchAreStoredOnceAndTheEarlierWins() {
        TenantFixture tenant = database.tenant("stripe");
        Instant now = Instant.now();
        Webhook later = tenant.webhook().eventKey("evt_1").receivedAt(now).build();
        Webhook earlier =
                tenant.webhook().eventKey("evt_1").receivedAt(now.minusSeconds(5)).build();

        fixture.store(
                List.of(
                        tenant.parcel(later, tenant.webhook().eventKey("evt_2").build()),
                        tenant.parcel(earlier, tenant.webhook().eventKey("evt_1").build())));

        assertThatLedger(database, tenant.id()).shows(4, 2, 2, 0);
        assertThat(
                        number(
                                "SELECT COUNT(*) FROM webhook WHERE event_key = 'evt_1' AND id = ?"
                                        + " AND tenant_id = ?",
                                earlier.id(),
                                tenant.id()))
                .isEqualTo(1);
    }

    @Test
    void webhookThatComesAgainInAnotherParcelIsADuplicateOfItself() {
        TenantFixture tenant = database.tenant("stripe");
        Webhook webhook = tenant.webhook().eventKey("evt_1").build();

        fixture.store(tenant.parcel(webhook));
        fixture.store(tenant.parcel(webhook, tenant.webhook().eventKey("evt_2").build()));
        fixture.store(List.of(tenant.parcel(webhook), tenant.parcel(webhook)));

        assertThatLedger(database, tenant.id()).shows(5, 2, 3, 0);
        assertThat(database.count("webhook_duplicate", tenant.id())).isZero();
    }

    @Test
    void aDuplicateThatComesAgainInAnotherParcelStillLeadsToTheStoredOne() {
        TenantFixture tenant = database.tenant("stripe");
        Webhook stored = tenant.webhook().eventKey("evt_1").build();
        Webhook duplicate = tenant.webhook().eventKey("evt_1").build();

        fixture.store(tenant.parcel(stored));
        fixture.store(tenant.parcel(duplicate));
        fixture.store(tenant.parcel(duplicate));

        assertThatLedger(database, tenant.id()).shows(3, 1, 2, 0);
        assertThat(database.count("webhook_duplicate", tenant.id())).isEqualTo(1);
    }

    @Test
    void fingerprintHoldsForItsWindowAndIsTakenOverAfterwards() {
        TenantFixture tenant = database.tenant("sendgrid");
        Instant start = Instant.parse("2026-11-20T10:00:00Z");
        List<Duration> after =
                List.of(
                        Duration.ZERO,
                        Duration.ofMinutes(59),
                        Duration.ofMinutes(60),
                        Duration.ofMinutes(119),
                        Duration.ofHours(5));

        after.forEach(delay ->
                fixture.store(
                        tenant.parcel(
                                tenant.webhook()
                                        .body("[]")
                                        .receivedAt(start.plus(delay))
                                        .build())));

        assertThatLedger(database, tenant.id()).shows(5, 3, 2, 0);
    }

    @Test
    void aBacklogInOneBatchIsJudgedByTimeOfReceipt() {
        TenantFixture tenant = database.tenant("sendgrid");
        Instant start = Instant.parse("2026-11-20T10:00:00Z");
        List<Webhook> backlog = new ArrayList<>();
        for (int minutes : new int[] {300, 0, 59, 119, 60}) {
            backlog.add(
                    tenant.webhook()
                            .body("[]")
                            .receivedAt(start.plus(Duration.ofMinutes(minutes)))
                            .build());
        }

        fixture.store(tenant.parcel(backlog));

        assertThatLedger(database, tenant.id()).shows(5, 3, 2, 0);
        fixture.store(
                tenant.parcel(
                        tenant.webhook()
                                .body("[]")
                                .receivedAt(start.plus(Duration.ofMinutes(301)))
                                .build()));
        assertThatLedger(database, tenant.id()).shows(6, 3, 3, 0);
    }

    @Test
    void unverifiedWebhookCannotTakeTheIdentityOfAVerifiedOne() {
        TenantFixture tenant = database.tenant("sendgrid");
        String body = "[{\"event\":\"delivered\",\"timestamp\":1763700000,\"sg_event_id\":\"e1\"}]";

        fixture.store(
                tenant.parcel(
                        tenant.webhook().body(body).verification(Verification.FAILED).build()));
        fixture.store(tenant.parcel(tenant.webhook().body(body).build()));

        assertThatLedger(database, tenant.id()).shows(2, 2, 0, 0);
        assertThat(database.count("event", tenant.id())).isEqualTo(2);
    }

    @Test
    void sourceWithoutIdentityStoresWhatIsAlike() {
        TenantFixture tenant = database.tenant(Plan.GROWTH, "hmac", "{\"identity\": \"none\"}");

        fixture.store(tenant.parcel(tenant.webhook().eventKey("k").build()));
        fixture.store(tenant.parcel(tenant.webhook().eventKey("k").build()));

        assertThatLedger(database, tenant.id()).shows(2, 2, 0, 0);
    }

    @Test
    void eventsThatRepeatInsideAndAcrossArraysCountOnce() {
        TenantFixture tenant = database.tenant("sendgrid");
        String one =
                "{\"event\":\"open\",\"email\":\"a@b.c\",\"timestamp\":1763700000,\"sg_event_id\":\"e1\"}";
        String two = one.replace("e1", "e2");
        String withoutId =
                "{\"event\":\"unsubscribe\",\"email\":\"a@b.c\",\"timestamp\":1763700001}";

        fixture.store(
                tenant.parcel(
                        tenant.webhook()
                                .body(
                                        "["
                                                + String.join(
                                                        ",", one, one, two, withoutId, withoutId)
                                                + "]")
                                .build()));
        fixture.store(
                tenant.parcel(
                        tenant.webhook().body("[" + two + "," + withoutId + "]").build(),
                        tenant.webhook()
                                .body("[" + one + "," + one.replace("e1", "e3") + "]")
                                .build()));

        assertThatLedger(database, tenant.id()).shows(3, 3, 0, 0);
        assertThat(database.count("event", tenant.id())).isEqualTo(4);
        assertThat(
                        number(
                                "SELECT SUM(events) FROM event_rollup WHERE grain = 'hour' AND type = 'opened' AND tenant_id = ?",
                                tenant.id()))
                .isEqualTo(3);
    }

    @Test
    void eventComesAnewOnceItsClaimHasExpired() {
        TenantFixture tenant = database.tenant("sendgrid");
        Instant start = Instant.parse("2026-11-18T10:00:00Z");
        String event = "{\"event\":\"open\",\"timestamp\":1763700000,\"sg_event_id\":\"e1\"}";

        for (int hours : new int[] {0, 2, 30, 32}) {
            fixture.store(
                    tenant.parcel(
                            tenant.webhook()
                                    .body("[" + event + "]")
                                    .receivedAt(start.plus(Duration.ofHours(hours)))
                                    .build()));
        }

        assertThatLedger(database, tenant.id()).shows(4, 4, 0, 0);
        assertThat(database.count("event", tenant.id())).isEqualTo(2);
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

        assertThat(row("campaign", tenant)).containsEntry("name", "Herbst 🍂");
        assertThat(
                        text(
                                "SELECT CONCAT(first_seen_at, ' ', last_seen_at) FROM campaign"
                                        + " WHERE tenant_id = ?",
                                tenant))
                .isEqualTo("2025-11-21 04:40:00.000 2025-11-21 04:41:40.000");
        assertThat(
                        number(
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

        List<Map<String, Object>> rows = rows("event", tenant);
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

        assertThat(row("webhook", tenant))
                .containsEntry("outcome", "unparsable")
                .containsEntry("event_count", 0);
        assertThatLedger(database, tenant.id()).shows(1, 1, 0, 0);
    }

    @Test
    void poisonBecomesADeadLetterAndItsBatchMatesAreStored() {
        TenantFixture tenant = database.tenant("hmac");
        TenantFixture neighbour = database.tenant("hmac");
        List<Webhook> webhooks = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            webhooks.add(
                    tenant.webhook()
                            .eventKey("k" + i)
                            .body("{\"n\":" + i + "}")
                            .path(i == 7 || i == 31 ? POISON : "")
                            .build());
        }
        Parcel parcel = tenant.parcel(webhooks);

        fixture.store(List.of(parcel, neighbour.parcel(neighbour.webhook().build())));

        assertThatLedger(database, tenant.id()).shows(40, 38, 0, 2);
        assertThatLedger(database, neighbour.id()).shows(1, 1, 0, 0);
        assertThat(rows("dead_letter", tenant))
                .allSatisfy(row ->
                        assertThat(row)
                                .containsEntry("reason", "data_refused")
                                .containsEntry("status", "dead"))
                .extracting(row -> Ids.uuid((byte[]) row.get("webhook_id")))
                .containsExactlyInAnyOrder(webhooks.get(7).id(), webhooks.get(31).id());
        fixture.store(parcel);
        assertThatLedger(database, tenant.id()).shows(40, 38, 0, 2);
    }

    @Test
    void aDeadLetterHoldsItsWebhookAsAParcelOfItsOwn() {
        TenantFixture tenant = database.tenant("hmac");
        Webhook poison = tenant.webhook().path(POISON).body("precious").build();

        fixture.store(tenant.parcel(poison));

        Parcel kept = ParcelCodec.decode((String) row("dead_letter", tenant).get("parcel"));
        assertThat(kept.tenantId()).isEqualTo(tenant.id());
        assertThat(kept.webhooks())
                .singleElement()
                .satisfies(webhook -> {
                    assertThat(webhook.id()).isEqualTo(poison.id());
                    assertThat(webhook.body()).asString().isEqualTo("precious");
                });
    }

    @Test
    void webhookOfAnUnknownTenantIsADeadLetter() {
        TenantFixture stranger = new TenantFixture(Ids.next(), Ids.next(), "stripe");

        fixture.store(stranger.parcel(stranger.webhook().build()));

        assertThatLedger(database, stranger.id()).shows(1, 0, 0, 1);
        assertThat(row("dead_letter", stranger)).containsEntry("reason", "tenant_unknown");
    }

    @Test
    void parcelOfATenantWhoseKeyDoesNotOpenWaitsAndItsBatchMatesDoNot() {
        TenantFixture locked = database.tenant("stripe");
        TenantFixture open = database.tenant("stripe");
        database.owner()
                .update(
                        "UPDATE tenant_key SET wrapped_key = ? WHERE tenant_id = ?",
                        new byte[60],
                        Ids.bytes(locked.id()));
        Parcel waiting = locked.parcel(locked.webhook().build());

        StoreResult result = fixture.store(List.of(waiting, open.parcel(open.webhook().build())));

        assertThat(result.waiting()).containsExactly(waiting.id());
        assertThatLedger(database, locked.id()).shows(0, 0, 0, 0);
        assertThatLedger(database, open.id()).shows(1, 1, 0, 0);
        assertThat(database.count("parcel_claim", locked.id())).isZero();
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

        Map<String, Object> message = row("outbox", tenant);
        assertThat(message)
                .containsEntry("topic", "suppressions")
                .containsEntry("published_at", null);
        assertThat((String) message.get("payload"))
                .contains("\"reason\":\"complained\"", "a•••@acme.example", tenant.id().toString())
                .doesNotContain("ana@");
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
        assertThat(number(sql.formatted("verified"), tenant.id())).isEqualTo(1);
        assertThat(number(sql.formatted("failed"), tenant.id())).isEqualTo(1);
    }

    @Test
    void bodyOfTheDoorsLimitIsStored() {
        TenantFixture tenant = database.tenant("hmac");
        byte[] body = new byte[1024 * 1024];
        new java.util.Random(1).nextBytes(body);
        List<Webhook> webhooks = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            webhooks.add(
                    tenant.webhook()
                            .header("Content-Type", "image/png")
                            .eventKey("k" + i)
                            .body(body)
                            .build());
        }

        fixture.store(tenant.parcel(webhooks));

        assertThatLedger(database, tenant.id()).shows(20, 20, 0, 0);
        assertThat(number("SELECT SUM(LENGTH(body)) FROM webhook WHERE tenant_id = ?", tenant.id()))
                .isEqualTo(20L * 1024 * 1024);
    }

    private static Webhook opened(TenantFixture tenant, String address, int id) {
        return tenant.webhook()
                .body(
                        "[{\"event\":\"open\",\"email\":\"%s\",\"timestamp\":1763700000,\"sg_event_id\":\"%d\"}]"
                                .formatted(address, id))
                .build();
    }

    private static Map<String, Object> row(String table, TenantFixture tenant) {
        assertThat(rows(table, tenant)).hasSize(1);
        return rows(table, tenant).getFirst();
    }

    private static List<Map<String, Object>> rows(String table, TenantFixture tenant) {
        return database.owner()
                .queryForList(
                        "SELECT * FROM " + table + " WHERE tenant_id = ?", Ids.bytes(tenant.id()));
    }

    private static String text(String sql, TenantFixture tenant) {
        return database.owner().queryForObject(sql, String.class, Ids.bytes(tenant.id()));
    }

    private static long number(String sql, UUID... ids) {
        Object[] values = java.util.Arrays.stream(ids).map(Ids::bytes).toArray();
        Long number = database.owner().queryForObject(sql, Long.class, values);
        return number == null ? 0 : number;
    }
}
