package dev.spillway.worker.replay;

import static dev.spillway.worker.fixture.LedgerAssert.assertThatLedger;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.job.WebhookSelection;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is earned, where it is understood later than it was stored. */
@CloudTest(parts = Part.DATABASE)
class MoneyReplayIT {

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private static WorkerDatabase database;
    private static ReplayFixture fixture;

    private TenantFixture tenant;

    @BeforeAll
    static void open(TestCloud cloud) {
        database = WorkerDatabase.on(cloud.database());
        fixture = new ReplayFixture(database);
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @BeforeEach
    void aStranger() {
        tenant = database.tenant(ReplayFixture.UNHEARD_OF);
    }

    @AfterEach
    void nothingWaits() {
        database.owner().update("DELETE FROM job");
    }

    private void assertThatCountsAreTrue() {
        assertThat(fixture.seen(tenant)).isEqualTo(fixture.counted(tenant));
        assertThatLedger(database, tenant.id()).balances();
    }

    /** A refund does not say what brought its order: that is known from the order. */
    @Test
    void moneyFollowsWhatIsUnderstoodAndARefundItsOrder() {
        fixture.store(
                tenant,
                shopify(
                        "orders/create",
                        "{\"id\":1,\"created_at\":\"%s\",\"total_price\":\"12.50\",\"currency\":\"EUR\","
                                + "\"landing_site\":\"/?utm_campaign=spring\"}"),
                shopify(
                        "refunds/create",
                        "{\"id\":2,\"order_id\":1,\"created_at\":\"%s\",\"transactions\":["
                                + "{\"kind\":\"refund\",\"status\":\"success\",\"amount\":\"2.50\","
                                + "\"currency\":\"EUR\"}]}"));
        fixture.nowSpeaks(tenant, "shopify");

        fixture.replayAll(tenant);
        assertThat(money()).containsExactly("order 1250", "refund 250");
        assertThatCountsAreTrue();
        UUID again = fixture.replayAll(tenant);
        assertThat(fixture.jobs.row(again)).containsEntry("skipped", 2L);
        database.owner().update("DELETE FROM campaign_order");
        fixture.replay(tenant, refundAlone());
        assertThat(money())
                .as("the order is forgotten")
                .containsExactly("order 1250", "refund 250");
        fixture.nowSpeaks(tenant, ReplayFixture.UNHEARD_OF);
        fixture.replayAll(tenant);

        assertThat(money()).isEmpty();
        assertThatCountsAreTrue();
    }

    /** As when a vendor's second word for the same is understood some day. */
    @Test
    void paymentThatTwoEventsToldCountsOnceIfBothAreUnderstoodAtLast() {
        fixture.store(tenant, intent(NOW), charge(NOW));
        fixture.nowSpeaks(tenant, "stripe");

        fixture.replayAll(tenant);
        UUID again = fixture.replayAll(tenant);

        assertThat(money()).containsExactly("payment 2000");
        assertThat(fixture.jobs.row(again)).containsEntry("skipped", 2L);
        assertThatCountsAreTrue();
    }

    /** Their ids tell nothing of each other, and the claim of the one would be swept by now. */
    @Test
    void paymentThatTwoEventsToldCountsOnceHoweverLateTheOtherOneIsUnderstood() {
        Instant then = NOW.minus(Duration.ofDays(50));
        Webhook intent = intent(then);
        Webhook charge = charge(then.plusSeconds(2));
        fixture.store(tenant, intent, charge);
        fixture.nowSpeaks(tenant, "stripe");

        for (Webhook webhook : List.of(intent, charge)) {
            fixture.replay(
                    tenant, WebhookSelection.of(List.of(webhook.id()), ReplayFixture.soon()));
            fixture.sweepClaims(tenant);
        }

        assertThat(money()).containsExactly("payment 2000");
        assertThatCountsAreTrue();
    }

    private Webhook intent(Instant at) {
        return stripe(
                at,
                "payment_intent.succeeded",
                "{\"id\":\"pi_1\",\"amount_received\":2000,\"currency\":\"usd\","
                        + "\"metadata\":{\"campaign\":\"spring\"}}");
    }

    private Webhook charge(Instant at) {
        return stripe(
                at,
                "charge.succeeded",
                "{\"id\":\"ch_1\",\"payment_intent\":\"pi_1\",\"amount\":2000,"
                        + "\"currency\":\"usd\"}");
    }

    private Webhook stripe(Instant at, String type, String object) {
        String id = "evt_" + Ids.next();
        return fixture.webhook(tenant, at)
                .eventKey(id)
                .body(
                        "{\"id\":\"%s\",\"type\":\"%s\",\"created\":%d,\"data\":{\"object\":%s}}"
                                .formatted(id, type, at.getEpochSecond(), object))
                .build();
    }

    private WebhookSelection refundAlone() {
        byte[] id =
                database.owner()
                        .queryForObject(
                                "SELECT webhook_id FROM event WHERE tenant_id = ? AND type = 'refunded'",
                                byte[].class,
                                Ids.bytes(tenant.id()));
        return WebhookSelection.of(List.of(Ids.uuid(id)), ReplayFixture.soon());
    }

    private Webhook shopify(String topic, String body) {
        return tenant.webhook()
                .header("X-Shopify-Topic", topic)
                .eventKey(Ids.next().toString())
                .body(body.formatted(NOW))
                .build();
    }

    private List<String> money() {
        return database.owner()
                .queryForList(
                        "SELECT CONCAT(kind, ' ', SUM(amount)) FROM campaign_money"
                                + " WHERE tenant_id = ? GROUP BY kind HAVING SUM(amount) <> 0"
                                + " ORDER BY kind",
                        String.class,
                        Ids.bytes(tenant.id()));
    }
}
