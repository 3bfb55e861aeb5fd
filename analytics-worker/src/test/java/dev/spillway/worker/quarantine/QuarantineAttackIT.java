package dev.spillway.worker.quarantine;

import static dev.spillway.worker.fixture.LedgerAssert.assertThatLedger;
import static dev.spillway.worker.quarantine.QuarantineFixture.all;
import static dev.spillway.worker.quarantine.QuarantineFixture.named;
import static dev.spillway.worker.quarantine.QuarantineFixture.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.job.QuarantineSelection;
import dev.spillway.worker.fixture.RefusedRequest;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attacks, and what has come to an end: a release is no way past the signature. */
@CloudTest(parts = Part.DATABASE)
class QuarantineAttackIT {

    private static WorkerDatabase database;
    private static QuarantineFixture quarantine;

    private TenantFixture tenant;

    @BeforeAll
    static void open(TestCloud cloud) {
        database = WorkerDatabase.on(cloud.database());
        quarantine = new QuarantineFixture(database);
    }

    @AfterAll
    static void close() {
        quarantine.close();
    }

    @BeforeEach
    void aTenantWithAWrongSecret() {
        tenant = quarantine.tenant();
    }

    @AfterEach
    void nothingWaits() {
        database.owner().update("DELETE FROM job");
    }

    @Test
    void aForgedRequestStaysHeldWhateverIsReleased() {
        RefusedRequest forged =
                quarantine.hold(quarantine.refused(tenant).signedBy("whsec_ofAForger"));
        RefusedRequest genuine = quarantine.hold(tenant);
        quarantine.mend(tenant);
        double before = stillHeld("signature_invalid");

        quarantine.assertCounts(quarantine.release(tenant, all()), 1, 1);
        quarantine.assertCounts(quarantine.release(tenant, named(forged.id(), genuine.id())), 0, 1);

        assertThat(quarantine.row(forged.id()))
                .containsEntry("status", "held")
                .containsEntry("reason", "signature_invalid");
        assertThatLedger(database, tenant.id()).shows(1, 1, 0, 0);
        assertThat(stillHeld("signature_invalid")).isEqualTo(before + 2);
    }

    private static double stillHeld(String reason) {
        return quarantine.counted("spillway.quarantine.still.held", "reason", reason);
    }

    /** Whoever kept a genuine request and sends it much later gets it in by nobody's oversight. */
    @Test
    void whatWasTooOldWhenItCameIsReleasedByItsNameOnly() {
        RefusedRequest replayed =
                quarantine.hold(
                        quarantine
                                .refused(tenant)
                                .signedAt(Instant.now().minus(Duration.ofDays(2))));
        quarantine.mend(tenant);

        quarantine.assertCounts(quarantine.release(tenant, all()), 0, 1);
        assertThat(quarantine.row(replayed.id()))
                .containsEntry("status", "held")
                .containsEntry("reason", "timestamp_outside_tolerance");
        quarantine.assertCounts(quarantine.release(tenant, named(replayed.id())), 1, 0);

        assertThatLedger(database, tenant.id()).shows(1, 1, 0, 0);
    }

    /** Ciphertext that somebody moved: from another tenant, another source, another request. */
    @Test
    void whatWasSealedForAnotherPlaceDoesNotOpen() {
        TenantFixture victim = quarantine.tenant();
        TenantFixture sibling = new TenantFixture(tenant.id(), Ids.next(), tenant.provider());
        quarantine.mend(victim);
        quarantine.mend(tenant);
        for (TenantFixture origin : List.of(victim, sibling, tenant)) {
            quarantine.hold(quarantine.refused(origin).signalAt(tenant, Ids.next()));
        }

        quarantine.assertCounts(quarantine.release(tenant, all()), 0, 3);

        assertThat(database.rows("quarantine", tenant.id()))
                .hasSize(3)
                .allSatisfy(row ->
                        assertThat(row)
                                .containsEntry("status", "refused")
                                .containsEntry("reason", "unreadable")
                                .containsEntry("sealed", null));
        assertThat(database.count("webhook", tenant.id())).isZero();
        assertThat(database.count("webhook", victim.id())).isZero();
        assertThat(quarantine.counted("spillway.quarantine.unreadable")).isEqualTo(3);
    }

    @Test
    void anotherTenantsJobTouchesNothing() {
        TenantFixture attacker = quarantine.tenant();
        RefusedRequest request = quarantine.hold(tenant);
        quarantine.mend(tenant);
        QuarantineSelection theirs =
                new QuarantineSelection(null, null, tenant.sourceId(), null, soon());

        for (QuarantineSelection selection : List.of(named(request.id()), theirs)) {
            quarantine.assertCounts(quarantine.release(attacker, selection), 0, 0);
            quarantine.assertCounts(quarantine.discard(attacker, selection), 0, 0);
        }

        assertThat(quarantine.row(request.id())).containsEntry("status", "held");
        assertThat(database.count("webhook", tenant.id())).isZero();
    }

    @Test
    void aDeletedSourceOrASuspendedTenantReleasesNothing() {
        TenantFixture suspended = quarantine.tenant();
        quarantine.hold(tenant);
        quarantine.hold(suspended);
        quarantine.mend(tenant);
        quarantine.mend(suspended);
        end("UPDATE source SET status = 'deleted' WHERE tenant_id = ?", tenant);
        end("UPDATE tenant SET status = 'suspended' WHERE id = ?", suspended);

        for (TenantFixture ended : List.of(tenant, suspended)) {
            quarantine.assertCounts(quarantine.release(ended, all()), 0, 1);
            assertThat(database.row("quarantine", ended.id()))
                    .containsEntry("status", "held")
                    .containsEntry("reason", "signature_invalid");
            assertThat(database.count("webhook", ended.id())).isZero();
        }
    }

    private static void end(String sql, TenantFixture tenant) {
        database.owner().update(sql, (Object) Ids.bytes(tenant.id()));
    }

    @Test
    void credentialsThatDoNotOpenJudgeNothing() {
        quarantine.hold(tenant);
        database.owner()
                .update(
                        "UPDATE source SET credentials = 'garbage' WHERE tenant_id = ?",
                        (Object) Ids.bytes(tenant.id()));

        quarantine.assertCounts(quarantine.release(tenant, all()), 0, 1);

        assertThat(database.row("quarantine", tenant.id())).containsEntry("status", "held");
        quarantine.mend(tenant);
        quarantine.assertCounts(quarantine.release(tenant, all()), 1, 0);
    }
}
