package dev.spillway.worker.deadletter;

import static dev.spillway.worker.deadletter.LetterFixture.HOPELESS;
import static dev.spillway.worker.fixture.LedgerAssert.assertThatLedger;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.parcel.ParcelCodec;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.store.DeadLetterReason;
import dev.spillway.worker.store.ParkedMessages;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Letters that hold what nobody could read: a message as it came, which may be readable now. */
@CloudTest(parts = Part.DATABASE)
class UnreadableReplayIT {

    private static WorkerDatabase database;
    private static LetterFixture letters;

    private TenantFixture tenant;

    @BeforeAll
    static void open(TestCloud cloud) {
        database = WorkerDatabase.on(cloud.database());
        letters = new LetterFixture(database);
    }

    @AfterAll
    static void close() {
        letters.close();
    }

    @BeforeEach
    void tenant() {
        tenant = database.tenant("stripe");
    }

    /** A message that the worker of that day could not read. */
    private void park(String message) {
        letters.store
                .parked()
                .parcel(new ParkedMessages.Unreadable(tenant.id(), Ids.next(), message, "x.Bug"));
    }

    private Parcel three(String lastPath) {
        return tenant.parcel(
                tenant.webhook().eventKey("evt_1").build(),
                tenant.webhook().eventKey("evt_2").build(),
                tenant.webhook().eventKey("evt_3").path(lastPath).build());
    }

    @Test
    void parcelThatCanBeReadNowCountsAsTheWebhooksItHolds() {
        park(ParcelCodec.encode(three("")));
        assertThatLedger(database, tenant.id()).shows(1, 0, 0, 1);

        letters.replayAll(tenant);

        assertThatLedger(database, tenant.id()).shows(3, 3, 0, 0);
    }

    @Test
    void parcelThatWasDeliveredWellTooHadItsEffect() {
        Parcel parcel = three("");
        park(ParcelCodec.encode(parcel));
        letters.store.store(parcel);
        assertThatLedger(database, tenant.id()).shows(4, 3, 0, 1);

        letters.replayAll(tenant);

        assertThatLedger(database, tenant.id()).shows(3, 3, 0, 0);
    }

    @Test
    void parcelWithPoisonInItFallsIntoItsWebhooks() {
        park(ParcelCodec.encode(three(HOPELESS)));

        letters.replayAll(tenant);
        letters.replayAll(tenant); // what it fell into may have been too late for the first

        assertThatLedger(database, tenant.id()).shows(3, 2, 0, 1);
    }

    @Test
    void nonsenseStaysWhatItIs() {
        park("1:raw:nonsense");
        park("nö parcel");

        UUID job = letters.replayAll(tenant);

        assertThatLedger(database, tenant.id()).shows(2, 0, 0, 2);
        assertThat(letters.jobs.row(job))
                .containsEntry("status", "done")
                .containsEntry("failed", 2L);
        assertThat(database.rows("dead_letter", tenant.id()))
                .allSatisfy(row ->
                        assertThat(row)
                                .containsEntry("reason", "malformed_parcel")
                                .containsEntry("failed_replays", 1));
    }

    @Test
    void anotherTenantsParcelIsNotStoredForAnybody() {
        TenantFixture victim = database.tenant("stripe");
        park(ParcelCodec.encode(victim.parcel(victim.webhook().build())));

        letters.replayAll(tenant);

        assertThatLedger(database, tenant.id()).shows(1, 0, 0, 1);
        assertThatLedger(database, victim.id()).shows(0, 0, 0, 0);
    }

    @Test
    void signalIsNoWebhook() {
        letters.store
                .parked()
                .signal(
                        new ParkedMessages.Unreadable(tenant.id(), Ids.next(), "{}", "x.Bug"),
                        DeadLetterReason.MALFORMED_SIGNAL);

        UUID job = letters.replayAll(tenant);

        assertThat(letters.jobs.number(job, "failed")).isEqualTo(1);
        assertThat(database.row("dead_letter", tenant.id()))
                .containsEntry("status", "dead")
                .containsEntry("reason", "malformed_signal");
        assertThat(database.count("traffic_rollup", tenant.id())).isZero();
    }
}
