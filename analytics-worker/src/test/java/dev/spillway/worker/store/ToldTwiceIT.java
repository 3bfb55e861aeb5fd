package dev.spillway.worker.store;

import static dev.spillway.worker.fixture.LedgerAssert.assertThatLedger;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Vendors tell of one fact in several events, each with an id of its own. */
@CloudTest(parts = Part.DATABASE)
class ToldTwiceIT {

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
        shop = database.tenant("stripe");
    }

    private Webhook told(String type, String object) {
        String id = "evt_" + Ids.next();
        return shop.webhook()
                .eventKey(id)
                .body(
                        "{\"id\":\"%s\",\"type\":\"%s\",\"created\":1795255190,\"data\":{\"object\":%s}}"
                                .formatted(id, type, object))
                .build();
    }

    private Webhook intent() {
        return told(
                "payment_intent.succeeded",
                """
                {"id":"pi_1","amount_received":2000,"currency":"usd","metadata":{"campaign":"spring"}}
                """);
    }

    private Webhook charge(String type, long refunded) {
        return told(
                type,
                """
                {"id":"ch_1","payment_intent":"pi_1","amount":2000,"amount_refunded":%d,
                 "currency":"usd"}
                """
                        .formatted(refunded));
    }

    private Webhook invoice(String type) {
        return told(type, "{\"id\":\"in_1\",\"amount_paid\":1500,\"currency\":\"usd\"}");
    }

    private long money(String kind) {
        return database.number(
                "SELECT SUM(amount) FROM campaign_money WHERE kind = '"
                        + kind
                        + "' AND tenant_id = ?",
                shop.id());
    }

    @Test
    void paymentCountsOnceHoweverManyEventsTellOfIt() {
        store.store(shop.parcel(intent()));
        store.store(shop.parcel(charge("charge.succeeded", 0), intent()));
        store.store(shop.parcel(invoice("invoice.paid"), invoice("invoice.payment_succeeded")));

        assertThatLedger(database, shop.id()).shows(5, 5, 0, 0);
        assertThat(database.rows("event", shop.id()))
                .extracting(row -> row.get("type"))
                .containsExactly("paid", "paid");
        assertThat(money("payment")).isEqualTo(2_000);
    }

    /** Only the intent names the campaign, and only the charge the refund. */
    @Test
    void refundOfAChargeIsOfItsIntentsCampaign() {
        store.store(shop.parcel(intent()));

        store.store(shop.parcel(charge("charge.refunded", 500)));

        assertThat(money("refund")).isEqualTo(500);
    }

    /** As charges and intents do until the API of 2025-03-31. */
    @Test
    void invoiceAndWhatPaysItAreOnePaymentWhereTheyNameEachOther() {
        store.store(
                shop.parcel(
                        told(
                                "charge.succeeded",
                                """
                                {"id":"ch_1","payment_intent":"pi_1","invoice":"in_1",
                                 "amount":1500,"currency":"usd"}
                                """),
                        told(
                                "payment_intent.succeeded",
                                """
                                {"id":"pi_1","invoice":"in_1","amount_received":1500,
                                 "currency":"usd"}
                                """),
                        invoice("invoice.paid")));

        assertThat(types()).containsExactly("paid");
    }

    @Test
    void declinedCardIsOneFailureHoweverManyEventsTellOfIt() {
        store.store(
                shop.parcel(
                        told("charge.failed", "{\"id\":\"ch_1\",\"payment_intent\":\"pi_1\"}"),
                        told(
                                "payment_intent.payment_failed",
                                "{\"id\":\"pi_1\",\"last_payment_error\":{\"charge\":\"ch_1\"}}")));
        store.store(
                shop.parcel(
                        told("invoice.payment_failed", "{\"id\":\"in_1\",\"charge\":\"ch_1\"}")));

        assertThatLedger(database, shop.id()).shows(3, 3, 0, 0);
        assertThat(types()).containsExactly("payment_failed");
    }

    /** Each attempt that failed is one, of the same payment or of another. */
    @Test
    void failuresOfOnePaymentAreAsManyAsThereWere() {
        store.store(
                shop.parcel(
                        told("charge.failed", "{\"id\":\"ch_1\",\"payment_intent\":\"pi_1\"}"),
                        told("charge.failed", "{\"id\":\"ch_2\",\"payment_intent\":\"pi_1\"}")));

        assertThat(types()).containsExactly("payment_failed", "payment_failed");
    }

    /** Whoever did not pass his bank's question was not charged. */
    @Test
    void failureWithoutAChargeIsOneOfItsOwn() {
        String intent = "{\"id\":\"pi_1\",\"last_payment_error\":{\"type\":\"card_error\"}}";
        store.store(
                shop.parcel(
                        told("payment_intent.payment_failed", intent),
                        told("payment_intent.payment_failed", intent)));

        assertThat(types()).containsExactly("payment_failed", "payment_failed");
    }

    /** Resend says of a contact that he is unsubscribed whenever anything of him changes. */
    @Test
    void contactThatStaysUnsubscribedIsToldOnce() {
        shop = database.tenant("resend");
        store.store(shop.parcel(updated("ana@acme.example", "Ana")));
        store.store(
                shop.parcel(
                        updated("ana@acme.example", "Anna"), updated("anna@acme.example", "Anna")));

        assertThat(types())
                .containsExactlyInAnyOrder(
                        "contact_updated",
                        "unsubscribed",
                        "contact_updated",
                        "contact_updated",
                        "unsubscribed");
        assertThat(database.count("outbox", shop.id())).as("suppressions").isEqualTo(2);
    }

    private Webhook updated(String email, String name) {
        return shop.webhook()
                .eventKey("msg_" + Ids.next())
                .body(
                        """
                        {"type":"contact.updated","created_at":"2026-11-21T10:00:01.894Z",
                         "data":{"id":"c1","email":"%s","first_name":"%s","unsubscribed":true}}
                        """
                                .formatted(email, name))
                .build();
    }

    /** By a pixel at its top, and by one at its end, which may be cut off. */
    @Test
    void messageOfSparkPostThatIsOpenedOnceIsToldOnce() {
        shop = database.tenant("sparkpost");
        String phone = "iPhone";
        store.store(shop.parcel(opened("initial_open", "m1", 1_795_255_190, phone)));
        store.store(
                shop.parcel(
                        opened("open", "m1", 1_795_255_191, phone),
                        opened("initial_open", "clipped", 1_795_255_190, phone),
                        opened("open", "bottom", 1_795_255_190, phone)));
        assertThat(types()).containsExactly("opened", "opened", "opened");

        store.store(
                shop.parcel(
                        opened("open", "m1", 1_795_255_190, "another program"),
                        opened("open", "m1", 1_795_255_190 + 60, phone)));

        assertThat(types()).hasSize(5);
    }

    private Webhook opened(String type, String message, long at, String agent) {
        return shop.webhook()
                .body(
                        """
                        [{"msys":{"track_event":{"type":"%s","message_id":"%s","timestamp":"%d",
                          "event_id":"%s","rcpt_to":"ana@acme.example","user_agent":"%s"}}}]
                        """
                                .formatted(type, message, at, Ids.next(), agent))
                .build();
    }

    private List<Object> types() {
        return database.rows("event", shop.id()).stream().map(row -> row.get("type")).toList();
    }
}
