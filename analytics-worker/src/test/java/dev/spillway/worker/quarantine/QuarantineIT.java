package dev.spillway.worker.quarantine;

import static dev.spillway.worker.fixture.LedgerAssert.assertThatLedger;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.job.JobKind;
import dev.spillway.platform.job.QuarantineSelection;
import dev.spillway.platform.signal.Quarantined;
import dev.spillway.platform.signal.SignalCodec;
import dev.spillway.worker.fixture.ImpatientDrain;
import dev.spillway.worker.fixture.JobFixture;
import dev.spillway.worker.fixture.RefusedRequest;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.fixture.WorkerQueues;
import dev.spillway.worker.sql.UtcTime;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Refused requests from the queue to their end, in the whole worker on a real database. */
@CloudTest(parts = {Part.DATABASE, Part.QUEUES, Part.TOPICS})
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@DirtiesContext
@ExtendWith(OutputCaptureExtension.class)
class QuarantineIT {

    private static final int MOST_HELD = 30;
    private static final String RIGHT = "whsec_theVendorsOwn";
    private static final String WRONG = "whsec_mistyped";

    private static WorkerDatabase database;
    private static WorkerQueues messages;
    private static JobFixture jobs;
    private static String signals;

    @Autowired private QuarantinePurge purge;
    @Autowired private MeterRegistry registry;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        TestCloud cloud = TestCloud.of(QuarantineIT.class);
        database = WorkerDatabase.on(cloud.database());
        messages = WorkerQueues.of(cloud);
        jobs = new JobFixture(database);
        signals = cloud.queues().signals();
        cloud.properties().forEach((name, value) -> registry.add(name, () -> value));
        database.properties().forEach((name, value) -> registry.add(name, () -> value));
        ImpatientDrain.settings(registry);
        registry.add("spillway.jobs.interval", () -> "50ms");
        registry.add("spillway.jobs.batch", () -> 4);
        registry.add("spillway.quarantine.max-held", () -> MOST_HELD);
        registry.add("spillway.quarantine.max-bytes", () -> "1MB");
        registry.add("spillway.quarantine.purge-batch", () -> 3);
        registry.add("logging.level.dev.spillway", () -> "debug");
    }

    /** A tenant whose source has a secret that is not the vendor's. */
    private static TenantFixture tenant() {
        TenantFixture tenant = database.tenant("stripe");
        database.setCredentials(tenant, Map.of("secret", WRONG));
        return tenant;
    }

    private static void mend(TenantFixture tenant) {
        database.setCredentials(tenant, Map.of("secret", RIGHT));
    }

    private static RefusedRequest hold(TenantFixture tenant) {
        return hold(RefusedRequest.of(database, tenant));
    }

    private static RefusedRequest hold(RefusedRequest request) {
        send(request.signal());
        return request;
    }

    private static void send(Quarantined signal) {
        messages.send(signals, SignalCodec.encode(signal), signal.tenantId().toString());
        messages.awaitEmpty(signals);
    }

    private static Map<String, Object> row(UUID id) {
        return database.owner()
                .queryForMap("SELECT * FROM quarantine WHERE id = ?", (Object) Ids.bytes(id));
    }

    /** What is held of a tenant's or of one source, everything up to now. */
    private static QuarantineSelection all() {
        return new QuarantineSelection(null, null, null, null, Instant.now().plusSeconds(1));
    }

    private static QuarantineSelection named(UUID... ids) {
        return new QuarantineSelection(
                List.of(ids), null, null, null, Instant.now().plusSeconds(1));
    }

    private static UUID release(TenantFixture tenant, QuarantineSelection selection) {
        return done(tenant, JobKind.QUARANTINE_RELEASE, selection);
    }

    private static UUID done(TenantFixture tenant, JobKind kind, QuarantineSelection selection) {
        UUID job = jobs.ask(tenant.id(), kind, selection);
        await().atMost(WorkerQueues.SOON)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> jobs.status(job), "done"::equals);
        return job;
    }

    private static void assertCounts(UUID job, long done, long failed) {
        assertThat(jobs.row(job))
                .containsEntry("done", done)
                .containsEntry("failed", failed)
                .containsEntry("skipped", 0L);
    }

    @Test
    void aRequestIsHeldOnceHoweverOftenItsSignalComes() {
        TenantFixture tenant = tenant();
        RefusedRequest request = hold(tenant);

        send(request.signal());

        assertThat(database.row("quarantine", tenant.id()))
                .containsEntry("status", "held")
                .containsEntry("reason", "signature_invalid")
                .containsEntry("size_bytes", request.body().length)
                .containsEntry("received_at", UtcTime.column(Ids.madeAt(request.id())))
                .containsEntry(
                        "expires_at",
                        UtcTime.column(Ids.madeAt(request.id()).plus(Duration.ofDays(7))));
        assertThat(database.count("dead_letter", tenant.id())).isZero();
    }

    @Test
    void onceTheSecretIsMendedARequestBecomesTheWebhookThatItWouldHaveBeen() {
        TenantFixture tenant = tenant();
        Instant received = Instant.now().minus(Duration.ofHours(30));
        RefusedRequest request =
                hold(
                        RefusedRequest.of(database, tenant)
                                .receivedAt(received)
                                .signedAt(received));
        mend(tenant);

        assertCounts(release(tenant, all()), 1, 0);

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
        assertThat(row(request.id()))
                .containsEntry("status", "released")
                .containsEntry("sealed", null);
    }

    /** As if the worker had died after it had stored the webhook and before it had said so. */
    @Test
    void aReleaseThatIsDoneAgainStoresOnce() {
        TenantFixture tenant = tenant();
        RefusedRequest request = hold(tenant);
        mend(tenant);
        release(tenant, all());
        database.owner()
                .update(
                        "UPDATE quarantine SET status = 'held', sealed = ? WHERE id = ?",
                        request.signal().sealed(),
                        Ids.bytes(request.id()));

        assertCounts(release(tenant, named(request.id())), 1, 0);

        assertThatLedger(database, tenant.id()).shows(1, 1, 0, 0);
        assertThat(row(request.id())).containsEntry("status", "released");
    }

    /** The vendor sends again what was refused; by then the secret may be right. */
    @Test
    void whatTheVendorSentAgainAndWasAcceptedIsADuplicateWhenItIsReleased() {
        TenantFixture tenant = tenant();
        RefusedRequest first = RefusedRequest.of(database, tenant).body("{\"id\":\"evt_again\"}");
        RefusedRequest retry = RefusedRequest.of(database, tenant).body("{\"id\":\"evt_again\"}");
        hold(first);
        hold(retry);
        mend(tenant);

        release(tenant, named(retry.id()));
        release(tenant, named(first.id()));

        assertThatLedger(database, tenant.id()).shows(2, 1, 1, 0);
        assertThat(database.row("webhook_duplicate", tenant.id()))
                .containsEntry("id", Ids.bytes(first.id()))
                .containsEntry("webhook_id", Ids.bytes(retry.id()));
    }

    @Test
    void aForgedRequestStaysHeldWhateverIsReleased() {
        TenantFixture tenant = tenant();
        RefusedRequest forged =
                hold(RefusedRequest.of(database, tenant).signedBy("whsec_ofAForger"));
        RefusedRequest genuine = hold(tenant);
        mend(tenant);
        double before = stillHeld("signature_invalid");

        assertCounts(release(tenant, all()), 1, 1);
        assertCounts(release(tenant, named(forged.id(), genuine.id())), 0, 1);

        assertThat(row(forged.id()))
                .containsEntry("status", "held")
                .containsEntry("reason", "signature_invalid");
        assertThatLedger(database, tenant.id()).shows(1, 1, 0, 0);
        assertThat(stillHeld("signature_invalid")).isEqualTo(before + 2);
    }

    private double stillHeld(String reason) {
        return registry.counter("spillway.quarantine.still.held", "reason", reason).count();
    }

    /** Whoever kept a genuine request and sends it again much later gets it in by nobody's mistake. */
    @Test
    void whatWasTooOldWhenItCameIsReleasedByItsNameOnly() {
        TenantFixture tenant = tenant();
        RefusedRequest replayed =
                hold(
                        RefusedRequest.of(database, tenant)
                                .signedAt(Instant.now().minus(Duration.ofDays(2))));
        mend(tenant);

        assertCounts(release(tenant, all()), 0, 1);
        assertThat(row(replayed.id()))
                .containsEntry("status", "held")
                .containsEntry("reason", "timestamp_outside_tolerance");
        assertCounts(release(tenant, named(replayed.id())), 1, 0);

        assertThatLedger(database, tenant.id()).shows(1, 1, 0, 0);
    }

    /** Ciphertext that somebody moved: from another tenant, another source, another request. */
    @Test
    void whatWasSealedForAnotherPlaceDoesNotOpen() {
        TenantFixture victim = tenant();
        TenantFixture tenant = tenant();
        mend(victim);
        mend(tenant);
        UUID ofTenant = Ids.next();
        UUID ofRequest = Ids.next();
        send(RefusedRequest.of(database, victim).signalAt(tenant, ofTenant));
        send(RefusedRequest.of(database, tenant).signalAt(tenant, ofRequest));
        TenantFixture sibling =
                new TenantFixture(tenant.id(), Ids.next(), tenant.provider());
        send(RefusedRequest.of(database, sibling).signalAt(tenant, Ids.next()));

        assertCounts(release(tenant, all()), 0, 3);

        assertThat(database.rows("quarantine", tenant.id()))
                .hasSize(3)
                .allSatisfy(row ->
                        assertThat(row)
                                .containsEntry("status", "refused")
                                .containsEntry("reason", "unreadable")
                                .containsEntry("sealed", null));
        assertThat(database.count("webhook", tenant.id())).isZero();
        assertThat(database.count("webhook", victim.id())).isZero();
    }

    @Test
    void anotherTenantsJobTouchesNothing() {
        TenantFixture victim = tenant();
        TenantFixture attacker = tenant();
        RefusedRequest request = hold(victim);
        mend(victim);
        QuarantineSelection theirs =
                new QuarantineSelection(
                        null, null, victim.sourceId(), null, Instant.now().plusSeconds(1));

        for (JobKind kind : List.of(JobKind.QUARANTINE_RELEASE, JobKind.QUARANTINE_DISCARD)) {
            assertCounts(done(attacker, kind, named(request.id())), 0, 0);
            assertCounts(done(attacker, kind, theirs), 0, 0);
        }

        assertThat(row(request.id())).containsEntry("status", "held");
        assertThat(database.count("webhook", victim.id())).isZero();
    }

    @Test
    void aFloodFillsTheTableToItsBoundAndPushesNothingOut() {
        TenantFixture tenant = tenant();
        RefusedRequest genuine = hold(tenant);
        List<Quarantined> junk = new ArrayList<>();
        for (int i = 0; i < 2 * MOST_HELD; i++) {
            junk.add(RefusedRequest.of(database, tenant).signedBy("junk").signal());
        }

        junk.forEach(signal ->
                messages.send(signals, SignalCodec.encode(signal), tenant.id().toString()));
        messages.awaitEmpty(signals);

        // Each writer may have found the last place free.
        assertThat(database.count("quarantine", tenant.id())).isBetween(30L, 34L);
        assertThat(row(genuine.id())).containsEntry("status", "held");
        assertThat(registry.counter("spillway.quarantine.dropped", "reason", "full").count())
                .isPositive();
        TenantFixture neighbour = tenant();
        hold(neighbour);
        assertThat(database.count("quarantine", neighbour.id())).isEqualTo(1);
    }

    @Test
    void largeBodiesFillItSoonerAndMakeSmallerSteps() {
        TenantFixture tenant = tenant();
        String large = "{\"pad\":\"%s\"}".formatted("x".repeat(300 * 1024));

        for (int i = 0; i < 6; i++) {
            hold(RefusedRequest.of(database, tenant).body(large));
        }

        assertThat(database.count("quarantine", tenant.id())).isEqualTo(3);
    }

    @Test
    void whatIsDiscardedIsGoneAndStaysSo() {
        TenantFixture tenant = tenant();
        List<RefusedRequest> junk = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            junk.add(hold(tenant));
        }
        UUID kept = junk.removeFirst().id();

        UUID job =
                done(
                        tenant,
                        JobKind.QUARANTINE_DISCARD,
                        named(junk.stream().map(RefusedRequest::id).toArray(UUID[]::new)));
        mend(tenant);
        assertCounts(release(tenant, all()), 1, 0);

        assertCounts(job, 8, 0);
        assertThat(row(kept)).containsEntry("status", "released");
        assertThat(row(junk.getFirst().id()))
                .containsEntry("status", "discarded")
                .containsEntry("sealed", null);
        assertThat(database.count("webhook", tenant.id())).isEqualTo(1);
    }

    @Test
    void whatHasExpiredIsNeitherReleasedNorKept() {
        TenantFixture tenant = tenant();
        for (int i = 0; i < 7; i++) {
            hold(tenant);
        }
        mend(tenant);
        database.owner()
                .update(
                        "UPDATE quarantine SET expires_at = ? WHERE tenant_id = ?",
                        UtcTime.column(Instant.now().minusSeconds(1)),
                        Ids.bytes(tenant.id()));
        TenantFixture other = tenant();
        hold(other);

        assertCounts(release(tenant, all()), 0, 0);
        purge.purgeAll();

        assertThat(database.count("quarantine", tenant.id())).isZero();
        assertThat(database.count("quarantine", other.id())).isEqualTo(1);
        assertThat(database.count("webhook", tenant.id())).isZero();
        RefusedRequest late =
                RefusedRequest.of(database, tenant)
                        .receivedAt(Instant.now().minus(Duration.ofDays(8)));
        hold(late);
        assertThat(database.count("quarantine", tenant.id())).isZero();
    }

    @Test
    void aDeletedSourceOrASuspendedTenantReleasesNothing() {
        TenantFixture deleted = tenant();
        TenantFixture suspended = tenant();
        hold(deleted);
        hold(suspended);
        mend(deleted);
        mend(suspended);
        database.owner()
                .update(
                        "UPDATE source SET status = 'deleted' WHERE tenant_id = ?",
                        (Object) Ids.bytes(deleted.id()));
        database.owner()
                .update(
                        "UPDATE tenant SET status = 'suspended' WHERE id = ?",
                        (Object) Ids.bytes(suspended.id()));

        for (TenantFixture tenant : List.of(deleted, suspended)) {
            assertCounts(release(tenant, all()), 0, 1);
            assertThat(database.row("quarantine", tenant.id()))
                    .containsEntry("status", "held")
                    .containsEntry("reason", "signature_invalid");
            assertThat(database.count("webhook", tenant.id())).isZero();
        }
    }

    /** Every text of every table, and everything that was logged. */
    @Test
    void whatIsHeldStandsNowhereInClear(CapturedOutput output) {
        TenantFixture tenant = tenant();
        hold(
                RefusedRequest.of(database, tenant)
                        .signedBy("whsec_ofAForger")
                        .body("{\"card\":\"4242-4242\"}"));
        mend(tenant);
        release(tenant, all());
        List<String> tables =
                database.owner()
                        .queryForList(
                                "SELECT table_name FROM information_schema.tables"
                                        + " WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'",
                                String.class);

        assertThat(tables).contains("quarantine", "source", "job", "dead_letter");
        for (String table : tables) {
            assertThat(database.owner().queryForList("SELECT * FROM " + table))
                    .as(table)
                    .allSatisfy(row ->
                            assertThat(row.values())
                                    .allSatisfy(value ->
                                            assertThat(text(value))
                                                    .doesNotContain(
                                                            "4242-4242", "t0ken", RIGHT, WRONG)));
        }
        assertThat(output.getAll()).doesNotContain("4242-4242", "t0ken", RIGHT, WRONG);
    }

    private static String text(Object value) {
        return value instanceof byte[] bytes ? new String(bytes, UTF_8) : String.valueOf(value);
    }
}
