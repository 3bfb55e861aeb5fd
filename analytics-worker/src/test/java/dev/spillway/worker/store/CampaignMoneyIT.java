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
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WebhookBuilder;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.rollup.CampaignId;
import dev.spillway.worker.rollup.CampaignMoney;
import dev.spillway.worker.rollup.RollupRows;
import dev.spillway.worker.sql.Rows;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What comes in and goes out for a campaign, from parcels to its sums. */
@CloudTest(parts = Part.DATABASE)
class CampaignMoneyIT {

    private static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");

    private static WorkerDatabase database;
    private static StoreFixture store;

    private TenantFixture shop;

    @BeforeAll
    static void open(TestCloud cloud) {
        database = WorkerDatabase.on(cloud.database());
        store = StoreFixture.on(database);
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @BeforeEach
    void aShop() {
        shop = database.tenant("shopify");
    }

    private WebhookBuilder order(long id, String price, String currency, String campaign) {
        return webhook(
                "orders/create",
                """
                {"id":%d,"created_at":"%s","total_price":"%s","currency":"%s",\
                "landing_site":"/?utm_campaign=%s"}\
                """
                        .formatted(id, TEN, price, currency, campaign));
    }

    /** As Shopify tells of one: with its order, and without what brought that about. */
    private WebhookBuilder refund(long order, String amount, String currency) {
        return webhook(
                "refunds/create",
                """
                {"id":%d,"order_id":%d,"created_at":"%s","transactions":[\
                {"kind":"refund","status":"success","amount":"%s","currency":"%s"}]}\
                """
                        .formatted(order + 1, order, TEN.plusSeconds(7_200), amount, currency));
    }

    private WebhookBuilder webhook(String topic, String body) {
        return shop.webhook()
                .header("X-Shopify-Topic", topic)
                .eventKey(Ids.next().toString())
                .body(body);
    }

    private Parcel parcel(WebhookBuilder... webhooks) {
        return shop.parcel(List.of(webhooks).stream().map(WebhookBuilder::build).toList());
    }

    /** By kind and currency: how many, and how much. */
    private Map<String, String> money(String campaign) {
        Map<String, String> money = new TreeMap<>();
        database.owner()
                .query(
                        "SELECT kind, currency, SUM(events) n, SUM(amount) amount FROM campaign_money"
                                + " WHERE tenant_id = ? AND campaign_id = ? GROUP BY kind, currency",
                        row -> {
                            money.put(
                                    row.getString("kind") + " " + row.getString("currency"),
                                    row.getString("n") + ": " + row.getString("amount"));
                        },
                        Ids.bytes(shop.id()),
                        Ids.bytes(CampaignId.of(campaign)));
        return money;
    }

    @Test
    void severalCurrenciesStandSideBySideAndARefundFindsItsOrdersCampaign() {
        store.store(
                parcel(
                        order(1, "12.50", "EUR", "spring"),
                        order(2, "7.50", "EUR", "spring"),
                        order(3, "900", "JPY", "spring"),
                        order(4, "1.00", "EUR", "autumn")));
        store.store(parcel(refund(1, "2.50", "EUR")));

        assertThat(money("spring"))
                .containsOnly(
                        Map.entry("order EUR", "2: 2000"),
                        Map.entry("order JPY", "1: 900"),
                        Map.entry("refund EUR", "1: 250"));
        assertThat(money("autumn")).containsOnly(Map.entry("order EUR", "1: 100"));
        assertThatLedger(database, shop.id()).shows(5, 5, 0, 0);
    }

    @Test
    void refundInTheBatchOfItsOrderIsThatCampaignsToo() {
        store.store(parcel(refund(1, "2.50", "EUR"), order(1, "12.50", "EUR", "spring")));

        assertThat(money("spring"))
                .containsOnly(Map.entry("order EUR", "1: 1250"), Map.entry("refund EUR", "1: 250"));
        assertThatLedger(database, shop.id()).balances();
    }

    @Test
    void whatComesAgainIsCountedOnce() {
        WebhookBuilder order = order(1, "12.50", "EUR", "spring").eventKey("order-1");
        Parcel parcel = parcel(order);
        store.store(parcel);

        store.store(parcel);
        store.store(parcel(order.id(Ids.next())));

        assertThat(money("spring")).containsOnly(Map.entry("order EUR", "1: 1250"));
        assertThatLedger(database, shop.id()).shows(2, 1, 1, 0);
    }

    @Test
    void refundOfAnOrderThatNobodyKnowsIsNoCampaigns() {
        TenantFixture here = shop;
        shop = database.tenant("shopify");
        store.store(parcel(order(1, "12.50", "EUR", "spring")));
        shop = here;

        store.store(parcel(refund(1, "2.50", "EUR"), refund(2, "2.50", "EUR")));

        assertThat(database.count("campaign_money", here.id())).isZero();
        assertThat(database.rows("event", here.id()))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row).containsEntry("campaign", null));
    }

    @Test
    void forgerCannotLeadARefundAway() {
        store.store(parcel(order(1, "0.01", "EUR", "forged").verification(Verification.FAILED)));
        store.store(parcel(order(1, "12.50", "EUR", "spring")));

        store.store(parcel(refund(1, "2.50", "EUR")));

        assertThat(money("spring")).containsEntry("refund EUR", "1: 250");
        assertThat(money("forged")).doesNotContainKey("refund EUR");
    }

    @Test
    void whoNamesTheCampaignOfAnOrderFirstIsRight() {
        store.store(parcel(order(1, "12.50", "EUR", "spring")));
        store.store(parcel(order(1, "12.50", "EUR", "autumn")));

        store.store(parcel(refund(1, "2.50", "EUR")));

        assertThat(money("spring")).containsEntry("refund EUR", "1: 250");
        assertThat(money("autumn")).doesNotContainKey("refund EUR");
    }

    @Test
    void testOfSpillwaysOwnEarnsNothing() {
        store.store(parcel(order(1, "12.50", "EUR", "spring").test()));
        store.store(parcel(refund(1, "2.50", "EUR")));

        assertThat(database.count("campaign_money", shop.id())).isZero();
        assertThat(database.count("campaign_order", shop.id())).isZero();
    }

    /** What a vendor says must never keep its batch-mates from being stored. */
    @Test
    void noAmountIsTooLargeForASum() {
        shop = database.tenant("stripe");
        Webhook[] absurd = new Webhook[3];
        for (int i = 0; i < absurd.length; i++) {
            absurd[i] =
                    shop.webhook()
                            .eventKey("evt_" + i)
                            .body(
                                    """
                                    {"id":"evt_%d","type":"charge.succeeded","created":1763700000,"data":{"object":\
                                    {"id":"ch_%d","amount":%d,"currency":"eur","metadata":{"campaign":"spring"}}}}\
                                    """
                                            .formatted(i, i, Long.MAX_VALUE))
                            .build();
        }

        store.store(shop.parcel(absurd[0], absurd[1]));
        store.store(shop.parcel(absurd[2]));

        assertThatLedger(database, shop.id()).shows(3, 3, 0, 0);
        assertThat(money("spring"))
                .containsOnly(Map.entry("payment EUR", "3: 27670116110564327421"));
    }

    /** What reads stored events anew needs: take back what they were, count what they are. */
    @Test
    void differenceIsApplied() {
        store.store(parcel(order(1, "12.50", "EUR", "spring")));
        CampaignMoney difference = new CampaignMoney();
        difference.takeBack(entry("spring", 1_250));
        difference.count(entry("autumn", 1_300));

        new RollupRows(new Rows(new JdbcTemplate(store.pool())), 3).add(difference);

        assertThat(money("spring")).containsOnly(Map.entry("order EUR", "0: 0"));
        assertThat(money("autumn")).containsOnly(Map.entry("order EUR", "1: 1300"));
    }

    private CampaignMoney.Entry entry(String campaign, long amount) {
        return new CampaignMoney.Entry(
                shop.id(), shop.sourceId(), campaign, "ordered", TEN, amount, "EUR");
    }
}
