package dev.spillway.worker.store;

import static dev.spillway.worker.fixture.LedgerAssert.assertThatLedger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.parcel.ParcelCodec;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.worker.erasure.ErasureFixture;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.normalise.BrokenNormaliser;
import dev.spillway.worker.normalise.BrokenNormaliser.Bug;
import dev.spillway.worker.sql.Fault;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of webhooks that cannot be stored, and of those beside them. */
@CloudTest(parts = Part.DATABASE)
class DeadLetterIT {

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
        assertThat(database.rows("dead_letter", tenant.id()))
                .allSatisfy(row ->
                        assertThat(row)
                                .containsEntry("reason", "data_refused")
                                .containsEntry(
                                        "error_class",
                                        "com.mysql.cj.jdbc.exceptions.MysqlDataTruncation")
                                .containsEntry("status", "dead"))
                .extracting(row -> Ids.uuid((byte[]) row.get("webhook_id")))
                .containsExactlyInAnyOrder(webhooks.get(7).id(), webhooks.get(31).id());
        fixture.store(parcel);
        assertThatLedger(database, tenant.id()).shows(40, 38, 0, 2);
    }

    @ParameterizedTest
    @CsvSource({
        "INDEX, java.lang.IndexOutOfBoundsException",
        "RECURSION, java.lang.StackOverflowError",
        "MEMORY, java.lang.OutOfMemoryError"
    })
    void webhookThatANormaliserFailsOnIsADeadLetterAndItsBatchMatesAreStored(
            Bug bug, String errorClass) {
        TenantFixture tenant = database.tenant("stripe");
        TenantFixture neighbour = database.tenant("hmac");
        Webhook poison = tenant.webhook().eventKey("k2").body(bug.body()).build();
        Parcel parcel =
                tenant.parcel(
                        tenant.webhook().eventKey("k1").build(),
                        poison,
                        tenant.webhook().eventKey("k3").build());

        try (StoreFixture broken = StoreFixture.on(database, BrokenNormaliser.of("stripe"))) {
            broken.store(List.of(parcel, neighbour.parcel(neighbour.webhook().build())));
        }

        assertThatLedger(database, tenant.id()).shows(3, 2, 0, 1);
        assertThatLedger(database, neighbour.id()).shows(1, 1, 0, 0);
        assertThat(database.row("dead_letter", tenant.id()))
                .containsEntry("webhook_id", Ids.bytes(poison.id()))
                .containsEntry("reason", "processing_failed")
                .containsEntry("error_class", errorClass);
    }

    /** Who had taken it is not known, so nobody dies of it at once. */
    @Test
    void webhookThatMemoryDidNotSufficeForOnceIsStored() {
        TenantFixture tenant = database.tenant("stripe");

        try (StoreFixture broken = StoreFixture.on(database, BrokenNormaliser.of("stripe"))) {
            broken.store(tenant.parcel(tenant.webhook().body(Bug.MEMORY_ONCE.body()).build()));
        }

        assertThatLedger(database, tenant.id()).shows(1, 1, 0, 0);
    }

    @Test
    void aDeadLetterHoldsItsWebhookAsAParcelOfItsOwn() {
        TenantFixture tenant = database.tenant("hmac");
        Webhook poison = tenant.webhook().path(POISON).body("precious").build();

        fixture.store(tenant.parcel(poison));

        Parcel kept =
                ParcelCodec.decode((String) database.row("dead_letter", tenant.id()).get("parcel"));
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
        assertThat(database.row("dead_letter", stranger.id()))
                .containsEntry("reason", "tenant_unknown");
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

    /** It is asked for again when somebody who was erased is to be taken out of them. */
    @Test
    void keyThatDoesNotOpenForAWhileKillsNothing() {
        TenantFixture tenant = database.tenant("stripe");
        Parcel parcel = tenant.parcel(tenant.webhook().build());
        try (ErasureFixture erasure = new ErasureFixture(database)) {
            erasure.bury(tenant, "ana@erase.example");
        }
        // Opens for the reader, then neither for the first attempt nor for one more.
        try (StoreFixture fickle = StoreFixture.on(database, new FickleKeys(2, 3))) {
            assertThatThrownBy(() -> fickle.store(parcel))
                    .isInstanceOfSatisfying(
                            StorageFaultException.class,
                            e -> assertThat(e.fault()).isEqualTo(Fault.CONTENTION));
            assertThatLedger(database, tenant.id()).shows(0, 0, 0, 0);
            assertThat(fickle.store(parcel).waiting()).containsExactly(parcel.id());

            assertThat(fickle.store(parcel).waiting()).isEmpty();
        }
        assertThatLedger(database, tenant.id()).shows(1, 1, 0, 0);
    }
}
