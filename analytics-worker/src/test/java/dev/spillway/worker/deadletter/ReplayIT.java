package dev.spillway.worker.deadletter;

import static dev.spillway.worker.deadletter.LetterFixture.HOPELESS;
import static dev.spillway.worker.deadletter.LetterFixture.SICK;
import static dev.spillway.worker.fixture.LedgerAssert.assertThatLedger;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.job.DeadLetterSelection;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.platform.plan.Plan;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import java.sql.Date;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What died is stored once, however often it is replayed, and the sums hold. */
@CloudTest(parts = Part.DATABASE)
class ReplayIT {

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
    void illness() {
        tenant = database.tenant("stripe");
        letters.fallIll();
    }

    @AfterEach
    void nothingWaits() {
        database.owner().update("DELETE FROM job");
    }

    private Webhook webhook(String key, String path) {
        return tenant.webhook().eventKey(key).path(path).body("{\"id\":\"" + key + "\"}").build();
    }

    private void store(Webhook... webhooks) {
        letters.store.store(tenant.parcel(webhooks));
    }

    @Test
    void whatWasCuredIsStoredAndLeavesTheDead() {
        Webhook sick = webhook("evt_2", SICK);
        store(webhook("evt_1", ""), sick, webhook("evt_3", ""));
        assertThatLedger(database, tenant.id()).shows(3, 2, 0, 1);
        letters.cure();

        UUID job = letters.replayAll(tenant);

        assertThatLedger(database, tenant.id()).shows(3, 3, 0, 0);
        assertThat(letters.jobs.row(job)).containsEntry("status", "done").containsEntry("done", 1L);
        assertThat(database.row("dead_letter", tenant.id()))
                .containsEntry("status", "replayed")
                .containsEntry("job_id", Ids.bytes(job))
                .doesNotContainEntry("settled_at", null);
        assertThat(database.rows("webhook", tenant.id()))
                .filteredOn(row -> Ids.uuid((byte[]) row.get("id")).equals(sick.id()))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("path", SICK));
    }

    @Test
    void replayedAgainNothingChanges() {
        store(webhook("evt_1", SICK));
        letters.cure();
        letters.replayAll(tenant);

        UUID again = letters.replayAll(tenant);
        UUID byId =
                letters.replay(
                        tenant,
                        DeadLetterSelection.of(letters.letters(tenant), LetterFixture.soon()));

        assertThatLedger(database, tenant.id()).shows(1, 1, 0, 0);
        assertThat(letters.jobs.number(again, "done")).isZero();
        assertThat(letters.jobs.number(byId, "done")).isZero();
    }

    @Test
    void whatFailsAgainStaysDeadForTheReasonItHasNowAndHoldsNobodyUp() {
        List<Webhook> dying = new ArrayList<>();
        IntStream.range(0, 24)
                .forEach(i -> dying.add(webhook("evt_" + i, i % 8 == 3 ? HOPELESS : SICK)));
        store(dying.toArray(Webhook[]::new));
        assertThatLedger(database, tenant.id()).shows(24, 0, 0, 24);
        dieOf("processing_failed");
        letters.cure();

        UUID job = letters.replayAll(tenant);

        assertThatLedger(database, tenant.id()).shows(24, 21, 0, 3);
        assertThat(letters.jobs.row(job)).containsEntry("done", 21L).containsEntry("failed", 3L);
        assertThat(database.rows("dead_letter", tenant.id()))
                .filteredOn(row -> row.get("status").equals("dead"))
                .hasSize(3)
                .allSatisfy(row ->
                        assertThat(row)
                                .containsEntry("reason", "data_refused")
                                .containsEntry("failed_replays", 1)
                                .containsEntry("job_id", Ids.bytes(job)));
    }

    /** As if they had died of something else than they will die of now. */
    private void dieOf(String reason) {
        byte[] id = Ids.bytes(tenant.id());
        database.owner()
                .update("UPDATE dead_letter SET reason = ? WHERE tenant_id = ?", reason, id);
        database.owner()
                .update(
                        "UPDATE traffic_rollup SET reason = ? WHERE outcome = 'dead_letter' AND tenant_id = ?",
                        reason,
                        id);
    }

    @Test
    void whatTheVendorSentAgainMeanwhileIsADuplicate() {
        Webhook died = webhook("evt_1", SICK);
        store(died);
        store(webhook("evt_1", ""));
        assertThatLedger(database, tenant.id()).shows(2, 1, 0, 1);
        letters.cure();

        letters.replayAll(tenant);

        assertThatLedger(database, tenant.id()).shows(2, 1, 1, 0);
        assertThat(database.row("webhook_duplicate", tenant.id()))
                .containsEntry("id", Ids.bytes(died.id()));
    }

    @Test
    void whatIsOlderThanItsPlanKeepsItHasItsDaysFromTheReplay() {
        tenant = database.tenant(Plan.STARTER, "stripe", "{}");
        store(
                tenant.webhook()
                        .receivedAt(Instant.now().minus(Duration.ofDays(200)))
                        .eventKey("evt_1")
                        .path(SICK)
                        .body(
                                "{\"id\":\"evt_1\",\"type\":\"charge.succeeded\",\"created\":1763700000}")
                        .build());
        letters.cure();
        LocalDate replayed = LocalDate.now(ZoneOffset.UTC);

        letters.replayAll(tenant);

        assertThatLedger(database, tenant.id()).shows(1, 1, 0, 0);
        assertThat(expiry("webhook")).isBetween(replayed.plusDays(30), replayed.plusDays(32));
        assertThat(expiry("event")).isBetween(replayed.plusDays(90), replayed.plusDays(92));
        assertThat(expiry("webhook")).isEqualTo(claimedExpiry());
    }

    private LocalDate expiry(String table) {
        return ((Date) database.row(table, tenant.id()).get("expires_on")).toLocalDate();
    }

    /** Where a duplicate would look for the webhook. */
    private LocalDate claimedExpiry() {
        return ((Date) database.row("webhook_claim", tenant.id()).get("webhook_expires_on"))
                .toLocalDate();
    }

    @Test
    void twoThatDiedAndAreOneAreStoredOnce() {
        store(webhook("evt_1", SICK), webhook("evt_1", SICK));
        letters.cure();

        letters.replayAll(tenant);

        assertThatLedger(database, tenant.id()).shows(2, 1, 1, 0);
    }

    @Test
    void onlyWhatTheFilterSaysIsReplayed() {
        store(webhook("evt_1", SICK));
        store(webhook("evt_2", SICK));
        List<UUID> ids = letters.letters(tenant);
        letters.cure();
        TenantFixture neighbour = database.tenant("stripe");

        for (DeadLetterSelection nothing :
                List.of(
                        filter("processing_failed", null),
                        filter("' OR '1'='1", null),
                        filter(null, neighbour.sourceId()),
                        new DeadLetterSelection(
                                null, null, null, LetterFixture.soon(), LetterFixture.soon(), null),
                        DeadLetterSelection.all(Ids.madeAt(ids.getFirst())),
                        DeadLetterSelection.of(List.of(Ids.next()), LetterFixture.soon()))) {
            assertThat(letters.jobs.number(letters.replay(tenant, nothing), "done"))
                    .as("%s", nothing)
                    .isZero();
        }
        letters.replay(tenant, DeadLetterSelection.of(ids.subList(1, 2), LetterFixture.soon()));
        assertThatLedger(database, tenant.id()).shows(2, 1, 0, 1);
        letters.replay(tenant, filter("data_refused", tenant.sourceId()));
        assertThatLedger(database, tenant.id()).shows(2, 2, 0, 0);
    }

    private static DeadLetterSelection filter(String reason, UUID source) {
        return new DeadLetterSelection(null, reason, source, null, LetterFixture.soon(), null);
    }

    @Test
    void anotherTenantsLettersAreOutOfReachWhateverTheIds() {
        store(webhook("evt_1", SICK));
        letters.cure();
        TenantFixture attacker = database.tenant("stripe");

        UUID job =
                letters.replay(
                        attacker,
                        DeadLetterSelection.of(letters.letters(tenant), LetterFixture.soon()));

        assertThat(letters.jobs.number(job, "done")).isZero();
        assertThatLedger(database, tenant.id()).shows(1, 0, 0, 1);
    }

    @Test
    void testOfSpillwaysOwnIsStoredAndNeverCounted() {
        letters.store.store(tenant.parcel(tenant.webhook().path(SICK).test().build()));
        letters.cure();

        letters.replayAll(tenant);

        assertThat(database.count("webhook", tenant.id())).isEqualTo(1);
        assertThatLedger(database, tenant.id()).shows(0, 0, 0, 0);
    }
}
