package dev.spillway.worker.store;

import static dev.spillway.worker.fixture.LedgerAssert.assertThatLedger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.sql.Fault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What is too much for one transaction is stored in several, and each webhook once all the same.
 */
@CloudTest(parts = Part.DATABASE)
class LargeParcelIT {

    /** Of a webhook with its events. */
    private static final int ROWS = 10;

    private static WorkerDatabase database;
    private static StoreFixture small;
    private static StoreFixture other;
    private static StoreFixture large;

    @BeforeAll
    static void open(TestCloud cloud) {
        database = WorkerDatabase.on(cloud.database());
        small = StoreFixture.on(database, new TransactionBound(3 * ROWS, 1 << 20));
        other = StoreFixture.on(database, new TransactionBound(4 * ROWS, 1 << 20));
        large = StoreFixture.on(database, 0);
    }

    @AfterAll
    static void close() {
        List.of(small, other, large).forEach(StoreFixture::close);
    }

    @Test
    void parcelThatHoldsTooMuchIsStoredInParts() {
        TenantFixture tenant = database.tenant("sendgrid");
        Parcel parcel = parcel(tenant, 10);

        StoreResult first = small.parcels().storeSome(List.of(parcel));

        assertThat(first.left())
                .singleElement()
                .satisfies(left -> assertThat(left.webhooks()).hasSize(7));
        assertThat(first.rows()).containsEntry(parcel.id(), 3 * ROWS);
        assertThatLedger(database, tenant.id()).shows(3, 3, 0, 0);
        assertThat(small.store(first.left()).left()).isEmpty();
        assertThatLedger(database, tenant.id()).shows(10, 10, 0, 0);
        assertThat(database.count("event", tenant.id())).isEqualTo(10 * (ROWS - 1));
        assertThat(database.row("parcel_claim", tenant.id()))
                .containsEntry("settled_through", null);
    }

    /** The worker that began it is gone, and the next one has other bounds, or none. */
    @Test
    void whatWasStoredInPartsCountsOnceWhereverItIsCutNextTime() {
        TenantFixture tenant = database.tenant("sendgrid");
        List<Webhook> webhooks = new ArrayList<>(parcel(tenant, 10).webhooks());
        Collections.reverse(webhooks);
        Parcel parcel = tenant.parcel(webhooks);

        small.parcels().storeSome(List.of(parcel));
        StoreResult second = other.parcels().storeSome(List.of(parcel));
        assertThatLedger(database, tenant.id()).shows(4, 4, 0, 0);
        other.parcels().storeSome(second.left());
        assertThatLedger(database, tenant.id()).shows(8, 8, 0, 0);
        large.store(parcel);
        assertThatLedger(database, tenant.id()).shows(10, 10, 0, 0);

        small.store(parcel);
        large.store(parcel);
        assertThatLedger(database, tenant.id()).shows(10, 10, 0, 0);
    }

    @Test
    void parcelsThatFitAreNotCutForOneThatDoesNot() {
        TenantFixture tenant = database.tenant("sendgrid");
        Parcel fits = parcel(tenant, 2);
        Parcel tooLarge = parcel(tenant, 5);

        StoreResult first = small.parcels().storeSome(List.of(fits, tooLarge));

        assertThat(first.left()).containsExactly(tooLarge);
        assertThatLedger(database, tenant.id()).shows(2, 2, 0, 0);
        small.store(first.left());
        assertThatLedger(database, tenant.id()).shows(7, 7, 0, 0);
    }

    @Test
    void largeBodiesAreCutLikeManyEvents() {
        TenantFixture tenant = database.tenant("stripe");
        List<Webhook> webhooks = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String body = "{\"type\":\"ping\",\"padding\":\"" + "x".repeat(1_000) + "\"}";
            webhooks.add(tenant.webhook().eventKey("key-" + i).body(body).build());
        }
        Parcel parcel = tenant.parcel(webhooks);
        try (StoreFixture narrow = StoreFixture.on(database, new TransactionBound(1_000, 2_500))) {
            assertThat(narrow.parcels().storeSome(List.of(parcel)).left())
                    .singleElement()
                    .satisfies(left -> assertThat(left.webhooks()).hasSize(3));
            narrow.store(parcel);
        }
        assertThatLedger(database, tenant.id()).shows(5, 5, 0, 0);
    }

    @Test
    void poisonInAPartBecomesADeadLetterAndItsMatesAreStored() {
        TenantFixture tenant = database.tenant("sendgrid");
        List<Webhook> webhooks = new ArrayList<>(parcel(tenant, 9).webhooks());
        webhooks.add(4, tenant.webhook().path("/" + "x".repeat(3_000)).build());
        Parcel parcel = tenant.parcel(webhooks);

        small.store(parcel);
        small.store(parcel);

        assertThatLedger(database, tenant.id()).shows(10, 9, 0, 1);
    }

    @Test
    void whatOutlastsItsTransactionIsStoredInSmallerOnes() throws Exception {
        TenantFixture tenant = database.tenant("sendgrid");
        try (StoreFixture hurried = StoreFixture.on(database).withTimeout(1);
                AutoCloseable _ = database.slowed(tenant.id(), 0.05)) {
            hurried.store(parcel(tenant, 40));
        }
        assertThatLedger(database, tenant.id()).shows(40, 40, 0, 0);
    }

    @Test
    void oneWebhookThatOutlastsItsTransactionIsTheDatabasesFault() throws Exception {
        TenantFixture tenant = database.tenant("sendgrid");
        try (StoreFixture hurried = StoreFixture.on(database).withTimeout(1);
                AutoCloseable _ = database.slowed(tenant.id(), 1.5)) {
            assertThatThrownBy(() -> hurried.store(parcel(tenant, 1)))
                    .isInstanceOfSatisfying(
                            StorageFaultException.class,
                            e -> assertThat(e.fault()).isEqualTo(Fault.STALL));
        }
        assertThatLedger(database, tenant.id()).shows(0, 0, 0, 0);
    }

    private static Parcel parcel(TenantFixture tenant, int webhooks) {
        String events = String.join(",", Collections.nCopies(ROWS - 1, "{\"event\":\"open\"}"));
        List<Webhook> all = new ArrayList<>();
        for (int i = 0; i < webhooks; i++) {
            all.add(
                    tenant.webhook()
                            .eventKey(Ids.next().toString())
                            .body("[" + events + "]")
                            .build());
        }
        return tenant.parcel(all);
    }
}
