package dev.spillway.worker.restore;

import static dev.spillway.worker.fixture.LedgerAssert.assertThatLedger;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.plan.Plan;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is restored, what is not, and what is said of it. */
@CloudTest(parts = Part.DATABASE)
class RestoreIT {

    private static WorkerDatabase database;

    @TempDir private Path folder;
    private WrittenArchive archive;
    private TenantFixture tenant;

    @BeforeAll
    static void open(TestCloud cloud) {
        database = WorkerDatabase.on(cloud.database());
    }

    @BeforeEach
    void prepare() {
        archive = new WrittenArchive(folder);
        tenant = database.tenant("hmac");
    }

    private Parcel parcel(TenantFixture of) {
        return of.parcel(of.webhook().body("{\"id\":\"" + Ids.next() + "\"}").build());
    }

    private ReplayRun replay(Object... more) {
        Object[] words = Arrays.copyOf(more, more.length + 2);
        words[more.length] = "--from-archive";
        words[more.length + 1] = folder;
        return ReplayRun.on(database, words);
    }

    @Test
    void ofSeveralTenantsOneCanBeRestored() {
        TenantFixture other = database.tenant("hmac");
        archive.write(parcel(tenant), parcel(other), parcel(tenant));

        ReplayRun run = replay("--tenant", tenant.id());

        assertThat(run.exitCode()).isEqualTo(RestoreCommand.DONE);
        assertThat(run.counts()).containsExactly(3L, 2L, 0L, 0L, 0L);
        assertThat(run.skipped("other_tenant")).isEqualTo(1);
        assertThatLedger(database, tenant.id()).shows(2, 2, 0, 0);
        assertThatLedger(database, other.id()).shows(0, 0, 0, 0);
    }

    /** Whose a parcel is, it says itself: a group id is only what its sender said. */
    @Test
    void groupIdOfAnotherTenantOpensNothing() {
        TenantFixture other = database.tenant("hmac");
        archive.write(archive.message(tenant.id(), parcel(other)));

        ReplayRun run = replay("--tenant", tenant.id());

        assertThat(run.skipped("other_tenant")).isEqualTo(1);
        assertThatLedger(database, other.id()).shows(0, 0, 0, 0);
    }

    @Test
    void tenantThatIsNotConfiguredIsNamedAndNothingOfHisIsTouched() {
        TenantFixture gone = new TenantFixture(Ids.next(), Ids.next(), "hmac");
        archive.write(parcel(gone), parcel(tenant));

        ReplayRun run = replay();

        assertThat(run.exitCode()).isEqualTo(RestoreCommand.INCOMPLETE);
        assertThat(run.skipped("tenant_missing")).isEqualTo(1);
        assertThat(run.report().get("missingTenants").toString()).contains(gone.id().toString());
        assertThat(database.count("dead_letter", gone.id())).isZero();
        assertThat(database.count("parcel_claim", gone.id())).isZero();
        assertThatLedger(database, tenant.id()).shows(1, 1, 0, 0);
    }

    @Test
    void whatLackedItsSourceComesWithTheNextRunOnceTheSourceIsThere() {
        Parcel parcel = parcel(tenant);
        archive.write(parcel);
        rename(tenant.sourceId(), Ids.next());
        ReplayRun before = replay();
        assertThat(before.exitCode()).isEqualTo(RestoreCommand.INCOMPLETE);
        assertThat(before.skipped("source_missing")).isEqualTo(1);
        assertThat(before.report().get("missingSources").toString())
                .contains(tenant.sourceId().toString());
        assertThatLedger(database, tenant.id()).shows(0, 0, 0, 0);

        rename(null, tenant.sourceId());
        ReplayRun after = replay();

        assertThat(after.exitCode()).isEqualTo(RestoreCommand.DONE);
        assertThatLedger(database, tenant.id()).shows(1, 1, 0, 0);
    }

    private void rename(Object from, java.util.UUID to) {
        database.owner()
                .update(
                        "UPDATE source SET id = ? WHERE tenant_id = ?",
                        Ids.bytes(to),
                        Ids.bytes(tenant.id()));
    }

    @Test
    void whatHasExpiredByItsPlanStaysGone() {
        TenantFixture starter = database.tenant(Plan.STARTER, "hmac", "{}");
        Instant long_ago = Instant.now().minus(Duration.ofDays(Plan.STARTER.eventDays() + 2));
        archive.write(
                starter.parcel(starter.webhook().receivedAt(long_ago).build()), parcel(starter));

        ReplayRun run = replay();

        assertThat(run.exitCode()).isEqualTo(RestoreCommand.DONE);
        assertThat(run.skipped("expired")).isEqualTo(1);
        assertThatLedger(database, starter.id()).shows(1, 1, 0, 0);
    }

    /** The original moments stay: of the receipt and, to the second, of the storing. */
    @Test
    void webhookKeepsTheTimesThatItHad() {
        Instant receivedAt =
                Instant.parse(
                        Instant.now().minus(Duration.ofDays(3)).toString().substring(0, 19)
                                + ".123Z");
        Parcel parcel = tenant.parcel(tenant.webhook().receivedAt(receivedAt).build());
        archive.write(archive.message(tenant.id(), parcel, receivedAt.plusMillis(250)));

        replay();

        Map<String, Object> row = database.row("webhook", tenant.id());
        assertThat(row.get("received_at").toString())
                .startsWith(receivedAt.toString().substring(0, 19))
                .endsWith(".123");
        assertThat(row.get("stored_at").toString()).endsWith(".373");
        assertThat(
                        database.number(
                                "SELECT MAX(bound_millis) FROM lag_rollup WHERE tenant_id = ?",
                                tenant.id()))
                .isLessThanOrEqualTo(256);
    }

    @Test
    void objectThatWasCutOffIsNamedAndTheOthersAreRestored() throws IOException {
        archive.write(parcel(tenant), parcel(tenant));
        archive.write(parcel(tenant));
        Path first = archive.files().getFirst();
        byte[] object = Files.readAllBytes(first);
        Files.write(first, Arrays.copyOf(object, object.length - 30));

        ReplayRun run = replay();

        assertThat(run.exitCode()).isEqualTo(RestoreCommand.INCOMPLETE);
        assertThat(run.report().get("damaged").size()).isEqualTo(1);
        assertThat(run.report().get("damaged").get(0).asString())
                .contains(first.getFileName().toString(), "cut off");
        assertThat(database.count("webhook", tenant.id())).isGreaterThanOrEqualTo(1);
        assertThatLedger(database, tenant.id()).balances();
    }

    @Test
    void dryRunCountsAndStoresNothing() {
        Parcel known = parcel(tenant);
        archive.write(known);
        replay();
        archive.write(parcel(tenant), known);

        ReplayRun run = replay("--dry-run");

        assertThat(run.exitCode()).isEqualTo(RestoreCommand.DONE);
        assertThat(run.counts()).containsExactly(3L, 1L, 0L, 0L, 2L);
        assertThatLedger(database, tenant.id()).shows(1, 1, 0, 0);
    }

    @Test
    void parcelOfANewerVersionIsLeftForANewerWorker() {
        archive.write(archive.text(tenant.id(), "9999:zstd:whatever"));

        ReplayRun run = replay();

        assertThat(run.exitCode()).isEqualTo(RestoreCommand.INCOMPLETE);
        assertThat(run.skipped("newer_version")).isEqualTo(1);
        assertThat(database.count("dead_letter", tenant.id())).isZero();
    }

    /** Claims of parcels are swept after thirty days; what they made is there for longer. */
    @Test
    void parcelWhoseClaimWasSweptIsKnownByWhatItLeft() throws IOException {
        archive.write(parcel(tenant));
        archive.write(archive.text(tenant.id(), "no parcel ü"));
        replay();
        assertThatLedger(database, tenant.id()).shows(2, 1, 0, 1);
        for (String table : List.of("parcel_claim", "webhook_claim")) {
            database.owner()
                    .update(
                            "DELETE FROM " + table + " WHERE tenant_id = ?",
                            Ids.bytes(tenant.id()));
        }
        archive.age(Duration.ofDays(40));

        ReplayRun run = replay();

        assertThat(run.counts()).containsExactly(2L, 0L, 0L, 0L, 2L);
        assertThatLedger(database, tenant.id()).shows(2, 1, 0, 1);
    }

    @Test
    void runGoesOnWhereAnotherWasStopped() {
        archive.write(parcel(tenant));
        ReplayRun first = replay();
        archive.write(parcel(tenant));

        ReplayRun second = replay("--after", first.report().get("after").asString());

        assertThat(second.counts()).containsExactly(1L, 1L, 0L, 0L, 0L);
        assertThat(second.report().get("objects").asLong()).isEqualTo(1);
    }

    @Test
    void onlyWhatWasWrittenInTimeIsRead() throws IOException {
        archive.write(parcel(tenant));
        archive.age(Duration.ofDays(2));
        archive.write(parcel(tenant));
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));

        assertThat(replay("--dry-run", "--from", yesterday).counts().getFirst()).isEqualTo(1);
        assertThat(replay("--dry-run", "--to", yesterday).counts().getFirst()).isEqualTo(1);
        assertThat(replay("--dry-run").counts().getFirst()).isEqualTo(2);
    }

    @Test
    void databaseThatCannotBeReachedIsSaid() {
        archive.write(parcel(tenant));
        Map<String, String> settings = new TreeMap<>(database.properties());
        settings.put("spring.datasource.url", "jdbc:mysql://127.0.0.1:1/nowhere");
        settings.put("spring.datasource.hikari.connection-timeout", "300");
        settings.put("spring.cloud.aws.credentials.access-key", "a");
        settings.put("spring.cloud.aws.credentials.secret-key", "b");

        ReplayRun run =
                ReplayRun.run(List.of("--from-archive", folder.toString(), "--json"), settings);

        assertThat(run.exitCode()).isEqualTo(RestoreCommand.FAILED);
        assertThat(run.err()).contains("The replay failed");
        assertThat(run.report().get("finished").asBoolean()).isFalse();
    }
}
