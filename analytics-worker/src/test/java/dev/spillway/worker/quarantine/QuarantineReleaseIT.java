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
import dev.spillway.platform.job.JobKind;
import dev.spillway.platform.job.QuarantineSelection;
import dev.spillway.worker.fixture.RefusedRequest;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.job.Job;
import dev.spillway.worker.job.JobHandler;
import dev.spillway.worker.job.Step;
import dev.spillway.worker.sql.UtcTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is genuine after all is stored, once, and nothing else is. */
@CloudTest(parts = Part.DATABASE)
class QuarantineReleaseIT {

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
    void onceTheSecretIsMendedARequestBecomesTheWebhookThatItWouldHaveBeen() {
        Instant received = Instant.now().minus(Duration.ofHours(30));
        RefusedRequest request =
                quarantine.hold(quarantine.refused(tenant).receivedAt(received).signedAt(received));
        quarantine.assertCounts(quarantine.release(tenant, all()), 0, 1);
        quarantine.mend(tenant);

        quarantine.assertCounts(quarantine.release(tenant, all()), 1, 0);

        assertThat(database.row("webhook", tenant.id()))
                .containsEntry("id", Ids.bytes(request.id()))
                .containsEntry("source_id", Ids.bytes(tenant.sourceId()))
                .containsEntry("verification", "verified")
                .containsEntry("received_at", UtcTime.column(received))
                .containsEntry("path", "/path")
                .containsEntry("query", "token=***&a=b")
                .containsEntry("body", request.body())
                .hasEntrySatisfying(
                        "headers",
                        headers ->
                                assertThat(headers)
                                        .asString()
                                        .contains("Content-Type", "Stripe-Signature")
                                        .doesNotContain("Authorization", "Cookie", "t0ken"));
        assertThatLedger(database, tenant.id()).shows(1, 1, 0, 0);
        assertThat(quarantine.row(request.id()))
                .containsEntry("status", "released")
                .containsEntry("sealed", null);
    }

    /** It stores first and says so afterwards; here it dies in between, and another goes on. */
    @Test
    void aWorkerThatDiesBetweenStoringAndSayingSoStoresOnce() {
        for (int i = 0; i < 3; i++) {
            quarantine.hold(tenant);
        }
        quarantine.mend(tenant);
        JobHandler release = quarantine.handler(JobKind.QUARANTINE_RELEASE);
        JobHandler dying =
                new JobHandler() {
                    @Override
                    public JobKind kind() {
                        return release.kind();
                    }

                    @Override
                    public Step next(Job job, int items) {
                        Step _ = release.next(job, items);
                        throw new Death();
                    }

                    @Override
                    public Step past(Job job, RuntimeException failure) {
                        throw new Death();
                    }
                };
        UUID job = quarantine.jobs.ask(tenant.id(), JobKind.QUARANTINE_RELEASE, all());
        try {
            quarantine.worker(dying).doAll();
        } catch (Death expected) {
            quarantine.jobs.endLease(job);
        }
        assertThat(database.count("webhook", tenant.id())).isEqualTo(3);
        assertThat(database.rows("quarantine", tenant.id()))
                .allSatisfy(row -> assertThat(row).containsEntry("status", "held"));

        quarantine.worker(release).doAll();

        quarantine.assertCounts(job, 3, 0);
        assertThatLedger(database, tenant.id()).shows(3, 3, 0, 0);
        assertThat(database.rows("quarantine", tenant.id()))
                .allSatisfy(row -> assertThat(row).containsEntry("status", "released"));
    }

    /** Ends a worker as nothing that it catches would. */
    private static final class Death extends Error {}

    @Test
    void twoReleasesOfTheSameAtTheSameTimeStoreOnce() {
        RefusedRequest request = quarantine.hold(tenant);
        quarantine.mend(tenant);
        CyclicBarrier together = new CyclicBarrier(2);
        List<UUID> asked = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            asked.add(
                    quarantine.jobs.ask(
                            tenant.id(), JobKind.QUARANTINE_RELEASE, named(request.id())));
        }

        List<CompletableFuture<Void>> workers =
                asked.stream().map(_ -> CompletableFuture.runAsync(() -> work(together))).toList();
        workers.forEach(CompletableFuture::join);

        assertThatLedger(database, tenant.id()).shows(1, 1, 0, 0);
        assertThat(quarantine.row(request.id())).containsEntry("status", "released");
        assertThat(asked).allMatch(job -> quarantine.jobs.status(job).equals("done"));
    }

    private static void work(CyclicBarrier together) {
        try {
            together.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        while (true) {
            try {
                quarantine.worker(quarantine.handler(JobKind.QUARANTINE_RELEASE)).doAll();
                return;
            } catch (RuntimeException contention) {
                // The loop of a worker takes it up again; both want the same row.
            }
        }
    }

    /** The vendor sends again what was refused; by then the secret may be right. */
    @Test
    void whatTheVendorSentAgainAndWasAcceptedIsADuplicateWhenItIsReleased() {
        RefusedRequest first =
                quarantine.hold(quarantine.refused(tenant).body("{\"id\":\"evt_1\"}"));
        RefusedRequest retry =
                quarantine.hold(quarantine.refused(tenant).body("{\"id\":\"evt_1\"}"));
        quarantine.mend(tenant);

        quarantine.release(tenant, named(retry.id()));
        quarantine.release(tenant, named(first.id()));

        assertThatLedger(database, tenant.id()).shows(2, 1, 1, 0);
        assertThat(database.row("webhook_duplicate", tenant.id()))
                .containsEntry("id", Ids.bytes(first.id()))
                .containsEntry("webhook_id", Ids.bytes(retry.id()));
    }

    @Test
    void aFilterTakesWhatItSaysAndNothingThatCameLater() {
        TenantFixture other = new TenantFixture(tenant.id(), Ids.next(), tenant.provider());
        RefusedRequest wanted = quarantine.hold(tenant);
        RefusedRequest ofAnotherSource = quarantine.hold(other);
        RefusedRequest early =
                quarantine.hold(
                        quarantine
                                .refused(tenant)
                                .receivedAt(Instant.now().minus(Duration.ofHours(3))));
        RefusedRequest late =
                quarantine.hold(
                        quarantine
                                .refused(tenant)
                                .receivedAt(Instant.now().plus(Duration.ofHours(3))));

        quarantine.assertCounts(
                quarantine.discard(
                        tenant,
                        new QuarantineSelection(
                                null,
                                "signature_invalid",
                                tenant.sourceId(),
                                Instant.now().minus(Duration.ofHours(1)),
                                soon())),
                1,
                0);

        assertThat(quarantine.row(wanted.id())).containsEntry("status", "discarded");
        for (RefusedRequest left : List.of(ofAnotherSource, early, late)) {
            assertThat(quarantine.row(left.id())).containsEntry("status", "held");
        }
    }

    @Test
    void whatIsDiscardedIsGoneAndStaysSo() {
        List<RefusedRequest> junk = new ArrayList<>();
        for (int i = 0; i < 13; i++) {
            junk.add(quarantine.hold(tenant));
        }
        UUID kept = junk.removeFirst().id();

        UUID job =
                quarantine.discard(
                        tenant, named(junk.stream().map(RefusedRequest::id).toArray(UUID[]::new)));
        quarantine.mend(tenant);
        quarantine.assertCounts(quarantine.release(tenant, all()), 1, 0);

        quarantine.assertCounts(job, 12, 0);
        assertThat(quarantine.row(kept)).containsEntry("status", "released");
        assertThat(quarantine.row(junk.getFirst().id()))
                .containsEntry("status", "discarded")
                .containsEntry("sealed", null);
        assertThat(database.count("webhook", tenant.id())).isEqualTo(1);
    }
}
