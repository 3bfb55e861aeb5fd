package dev.spillway.worker.restore;

import static dev.spillway.worker.fixture.LedgerAssert.assertThatLedger;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.signal.Quarantined;
import dev.spillway.worker.erasure.Dump;
import dev.spillway.worker.erasure.ErasureFixture;
import dev.spillway.worker.fixture.RefusedRequest;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive holds whoever was sent; the database that is rebuilt from it does not. */
@CloudTest(parts = Part.DATABASE)
class ErasedRestoreIT {

    private static WorkerDatabase database;

    @TempDir private Path folder;
    private TenantFixture tenant;
    private String ana;

    @BeforeAll
    static void open(TestCloud cloud) {
        database = WorkerDatabase.on(cloud.database());
    }

    /** A parcel, a message that is none, a sample and a refused request, each with her. */
    @BeforeEach
    void sheIsInTheArchive() {
        tenant = database.tenant("stripe");
        ana = "ana." + tenant.id() + "@archive.example";
        WrittenArchive archive = new WrittenArchive(folder);
        Parcel parcel = tenant.parcel(tenant.webhook().body("{\"to\":\"" + ana + "\"}").build());
        Quarantined refused =
                RefusedRequest.of(database, tenant).body("{\"to\":\"" + ana + "\"}").signal();
        archive.write(
                archive.message(tenant.id(), parcel),
                archive.text(tenant.id(), "no parcel, but of " + ana),
                archive.signal(tenant.id(), tenant.rejections(2, "/u/" + ana)),
                archive.signal(tenant.id(), refused));
    }

    @Test
    void whoWasErasedIsNotResurrected() {
        try (ErasureFixture erasure = new ErasureFixture(database)) {
            erasure.bury(tenant, ana);
        }

        ReplayRun run = ReplayRun.on(database, "--from-archive", folder, "--tenant", tenant.id());

        assertThat(run.exitCode()).as(run.err()).isEqualTo(RestoreCommand.DONE);
        assertThatLedger(database, tenant.id()).shows(2, 1, 0, 1);
        assertThat(database.rows("quarantine", tenant.id()))
                .extracting(row -> row.get("reason"))
                .containsExactly("recipient_erased");
        assertThat(database.count("rejection", tenant.id())).isZero();
        assertThat(Dump.places(database, ana)).isEmpty();
    }

    /** What the tombstones are for; and why a restored database needs them before anything else. */
    @Test
    void withoutHerTombstoneSheComesBack() {
        ReplayRun.on(database, "--from-archive", folder, "--tenant", tenant.id());

        assertThat(Dump.places(database, ana))
                .contains("webhook.body", "dead_letter.parcel", "rejection.path");
    }
}
