package dev.spillway.worker.store;

import static dev.spillway.worker.fixture.LedgerAssert.assertThatLedger;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WebhookBuilder;
import dev.spillway.worker.fixture.WorkerDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who holds a signed body can send it again, and has nothing of it. */
@CloudTest(parts = Part.DATABASE)
class CapturedWebhookIT {

    private static final String ORDER =
            """
            {"id":1,"created_at":"2026-11-21T10:00:00Z","total_price":"12.50","currency":"EUR",\
            "landing_site":"/?utm_campaign=spring"}\
            """;

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

    /** As it stands in a header that nothing signs, with an id that is new each time. */
    private WebhookBuilder told(String topic) {
        return shop.webhook()
                .header("X-Shopify-Topic", topic)
                .eventKey(Ids.next().toString())
                .body(ORDER);
    }

    private long earned() {
        return database.number(
                "SELECT SUM(amount) FROM campaign_money WHERE tenant_id = ?", shop.id());
    }

    @Test
    void capturedOrderSentUnderANewIdEarnsNothing() {
        store.store(shop.parcel(told("orders/create").build()));

        store.store(shop.parcel(told("orders/create").build()));
        store.store(
                shop.parcel(
                        told("orders/create").path("/again").query("n=2").build(),
                        told("orders/create").header("X-Shopify-Event-Id", "new").build()));

        assertThatLedger(database, shop.id()).shows(4, 1, 3, 0);
        assertThat(database.count("event", shop.id())).isEqualTo(1);
        assertThat(earned()).isEqualTo(1_250);
    }

    @Test
    void capturedOrderUnderMadeUpTopicsIsOneThatNobodyUnderstands() {
        store.store(
                shop.parcel(
                        told("orders/create").build(),
                        told("made/up").build(),
                        told("made/up-too").build()));

        assertThatLedger(database, shop.id()).shows(3, 2, 1, 0);
        assertThat(earned()).isEqualTo(1_250);
    }

    /** Both are told in the same bytes, and neither is a repetition of the other. */
    @Test
    void orderThatIsPaidAtOnceIsTwoWebhooks() {
        store.store(shop.parcel(told("orders/create").build(), told("orders/paid").build()));

        assertThatLedger(database, shop.id()).shows(2, 2, 0, 0);
        assertThat(database.count("event", shop.id())).isEqualTo(2);
    }
}
