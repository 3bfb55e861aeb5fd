package dev.spillway.worker.store;

import static dev.spillway.worker.fixture.LedgerAssert.assertThatLedger;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.parcel.Verification;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.platform.plan.Plan;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** However often a parcel, a webhook or an event comes, it has its effect once. */
@CloudTest(parts = Part.DATABASE)
class ExactlyOnceIT {

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
        assertThat(database.row("webhook_duplicate", tenant.id()))
                .containsEntry("id", Ids.bytes(second.id()))
                .containsEntry("webhook_id", Ids.bytes(first.id()))
                .as("as long as what the first one counted is there")
                .containsEntry("expires_on", database.row("event", tenant.id()).get("expires_on"));
        assertThat(database.row("webhook", tenant.id())).containsEntry("duplicates", 1);
    }

    /** It signs time and token alone: whoever has seen one can put a body of his own under it. */
    @Test
    void mailgunsTokenIsTakenOnceWhateverTheSecondBodySays() {
        TenantFixture tenant = database.tenant("mailgun");
        String token = "e0b5477167110d68991efc6b9f89f0a11066af27834600e123";
        Webhook genuine = tenant.webhook().eventKey(token).body("genuine").build();
        Webhook forged = tenant.webhook().eventKey(token).body("forged").build();

        fixture.store(tenant.parcel(genuine));
        fixture.store(tenant.parcel(forged));

        assertThatLedger(database, tenant.id()).shows(2, 1, 1, 0);
        assertThat(database.row("webhook", tenant.id()))
                .containsEntry("id", Ids.bytes(genuine.id()))
                .containsEntry("duplicates", 1);
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
        assertThat(database.rows("webhook", tenant.id()))
                .extracting(row -> Ids.uuid((byte[]) row.get("id")))
                .contains(earlier.id())
                .doesNotContain(later.id());
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
                        database.number(
                                "SELECT SUM(events) FROM event_rollup WHERE grain = 'hour' AND type = 'opened' AND tenant_id = ?",
                                tenant.id()))
                .isEqualTo(3);
    }

    /** An array that was not acknowledged comes again, beside events that are new. */
    @Test
    void retriedEventsOfSendGridCountOnceUnderWhateverIdTheyCome() {
        TenantFixture tenant = database.tenant("sendgrid");
        String open =
                """
                {"event":"open","email":"ana@acme.example","timestamp":1763700000,\
                "sg_message_id":"m1.recvd-1","sg_event_id":"%s","useragent":"Mozilla/5.0"}\
                """;
        String click =
                """
                {"event":"click","email":"ana@acme.example","timestamp":1763700000,\
                "sg_message_id":"m1.recvd-1","sg_event_id":"%s","url":"https://shop.example/"}\
                """;
        String later = open.replace("1763700000", "1763700001");

        fixture.store(tenant.parcel(array(tenant, open.formatted("e1"), click.formatted("e2"))));
        fixture.store(
                tenant.parcel(
                        array(
                                tenant,
                                open.formatted("e3"),
                                click.formatted("e4"),
                                later.formatted("e5"))));

        assertThatLedger(database, tenant.id()).shows(2, 2, 0, 0);
        assertThat(database.rows("event", tenant.id()))
                .extracting(row -> row.get("type") + " " + row.get("provider_event_id"))
                .containsExactlyInAnyOrder("opened e1", "clicked e2", "opened e5");
    }

    private static Webhook array(TenantFixture tenant, String... events) {
        return tenant.webhook().body("[" + String.join(",", events) + "]").build();
    }

    @Test
    void eventComesAnewOnceItsClaimHasExpired() {
        TenantFixture tenant = database.tenant("sendgrid");
        Instant start = Instant.parse("2026-11-18T10:00:00Z");
        String event = "{\"event\":\"open\",\"timestamp\":1763700000,\"sg_event_id\":\"e1\"}";

        for (int hours : new int[] {0, 2, 36, 38}) {
            fixture.store(
                    tenant.parcel(
                            tenant.webhook()
                                    .body("[" + event + "]" + " ".repeat(hours))
                                    .receivedAt(start.plus(Duration.ofHours(hours)))
                                    .build()));
        }

        assertThatLedger(database, tenant.id()).shows(4, 4, 0, 0);
        assertThat(database.count("event", tenant.id())).isEqualTo(2);
    }
}
