package dev.spillway.worker.replay;

import static dev.spillway.worker.fixture.LedgerAssert.assertThatLedger;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.job.WebhookSelection;
import dev.spillway.platform.parcel.Verification;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.people.PeopleFixture;
import dev.spillway.worker.store.WebhookReplay;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was stored before anybody understood it is understood later, and nothing counts twice. */
@CloudTest(parts = Part.DATABASE)
class WebhookReplayIT {

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private static WorkerDatabase database;
    private static ReplayFixture fixture;

    private TenantFixture tenant;

    @BeforeAll
    static void open(TestCloud cloud) {
        database = WorkerDatabase.on(cloud.database());
        fixture = new ReplayFixture(database);
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @BeforeEach
    void aStranger() {
        tenant = database.tenant(ReplayFixture.UNHEARD_OF);
    }

    @AfterEach
    void nothingWaits() {
        database.owner().update("DELETE FROM job");
    }

    private Webhook webhook(Instant at, String... events) {
        return fixture.webhook(tenant, at, events).build();
    }

    private List<String> events() {
        return database.owner()
                .queryForList(
                        "SELECT IF(type = 'unknown', type, CONCAT(type, ' ', provider_event_id)) AS event FROM event"
                                + " WHERE tenant_id = ? ORDER BY event",
                        String.class,
                        Ids.bytes(tenant.id()));
    }

    private List<String> ids() {
        return database.owner()
                .query(
                        "SELECT id FROM event WHERE tenant_id = ? ORDER BY webhook_id, ordinal",
                        (row, _) -> HexFormat.of().formatHex(row.getBytes("id")),
                        (Object) Ids.bytes(tenant.id()));
    }

    private void assertThatCountsAreTrue() {
        assertThat(fixture.seen(tenant)).isEqualTo(fixture.counted(tenant));
        assertThatLedger(database, tenant.id()).balances();
    }

    @Test
    void whatWasUnknownIsUnderstoodLaterAndAnEventOfTwoWebhooksCountsOnce() {
        fixture.store(
                tenant,
                webhook(NOW.minusSeconds(20), "open e1", "click e2"),
                webhook(NOW.minusSeconds(10), "click e2", "open e3"),
                webhook(NOW, "open e3"));
        assertThat(database.rows("webhook", tenant.id()))
                .allSatisfy(row -> assertThat(row).containsEntry("outcome", "unknown"));
        List<String> before = ids();
        fixture.nowSpeaks(tenant, "sendgrid");

        UUID job = fixture.replayAll(tenant);

        assertThat(events()).containsExactly("clicked e2", "opened e1", "opened e3");
        assertThat(ids()).as("links stay").contains(before.get(0));
        assertThat(database.rows("webhook", tenant.id()))
                .allSatisfy(row -> assertThat(row).containsEntry("outcome", "normalised"))
                .extracting(row -> row.get("event_count"))
                .containsExactlyInAnyOrder(2, 1, 0);
        assertThat(fixture.jobs.row(job)).containsEntry("status", "done").containsEntry("done", 3L);
        assertThatLedger(database, tenant.id()).shows(3, 3, 0, 0);
        assertThatCountsAreTrue();
    }

    @Test
    void replayedAgainNothingChanges() {
        fixture.store(tenant, webhook(NOW, "open e1", "click e2"));
        fixture.nowSpeaks(tenant, "sendgrid");
        fixture.replayAll(tenant);
        List<Map<String, Object>> before = database.rows("event", tenant.id());

        UUID again = fixture.replayAll(tenant);

        assertThat(fixture.jobs.row(again)).containsEntry("done", 0L).containsEntry("skipped", 1L);
        assertThat(database.rows("event", tenant.id()))
                .usingRecursiveComparison()
                .isEqualTo(before);
        assertThatCountsAreTrue();
    }

    /** Vendors put an event twice into one array; its own claim keeps nobody of the webhook out. */
    @Test
    void eventThatStandsTwiceInItsWebhookCountsOnceHoweverOftenItIsReplayed() {
        tenant = database.tenant("sendgrid");
        fixture.store(
                tenant, webhook(NOW, "open e1", "open e1", "unsubscribe e2", "unsubscribe e2"));
        List<Map<String, Object>> before = database.rows("event", tenant.id());
        assertThat(before).hasSize(2);

        UUID job = fixture.replayAll(tenant);

        assertThat(fixture.jobs.row(job)).containsEntry("done", 0L).containsEntry("skipped", 1L);
        assertThat(database.rows("event", tenant.id()))
                .usingRecursiveComparison()
                .isEqualTo(before);
        assertThat(database.count("outbox", tenant.id())).as("suppressions").isEqualTo(1);
        assertThatCountsAreTrue();
    }

    /** No claim is left to hold anybody then. */
    @Test
    void eventThatStandsTwiceCountsOnceWhenItsClaimIsLongGone() {
        Instant then = NOW.minus(Duration.ofDays(20));
        fixture.store(tenant, webhook(then, "open e1", "open e1"));
        fixture.nowSpeaks(tenant, "sendgrid");
        fixture.replayAll(tenant);
        assertThat(events()).containsExactly("opened e1");
        fixture.sweepClaims(tenant);

        fixture.replayAll(tenant);

        assertThat(events()).containsExactly("opened e1");
        assertThatCountsAreTrue();
    }

    /** Claims expire after the vendor's horizon, webhooks are there for months. */
    @Test
    void nothingCountsTwiceWhenTheClaimsAreLongGone() {
        Instant then = NOW.minus(Duration.ofDays(20));
        fixture.store(
                tenant,
                webhook(then, "open e1", "click e2"),
                webhook(then.plusSeconds(10), "click e2", "open e3"));
        fixture.sweepClaims(tenant);
        fixture.nowSpeaks(tenant, "sendgrid");
        for (Map<String, Object> row : database.rows("webhook", tenant.id())) {
            fixture.replay(
                    tenant,
                    WebhookSelection.of(
                            List.of(Ids.uuid((byte[]) row.get("id"))), ReplayFixture.soon()));
            fixture.sweepClaims(tenant);
        }
        assertThat(events()).containsExactly("clicked e2", "opened e1", "opened e3");

        fixture.replayAll(tenant);

        assertThat(events()).containsExactly("clicked e2", "opened e1", "opened e3");
        assertThatCountsAreTrue();
    }

    @Test
    void anEventThatWasToldAgainUnderAnotherIdCountsOnceWhenTheClaimsAreLongGone() {
        Instant then = NOW.minus(Duration.ofDays(20));
        fixture.store(tenant, opened(then, "e1"), opened(then, "e2"));

        replayOneByOne("sendgrid");

        assertThat(database.count("event", tenant.id())).isEqualTo(1);
        assertThatCountsAreTrue();
    }

    /** Of which one was seen a second later. */
    @Test
    void anOpenOfTwoPixelsCountsOnceWhenTheClaimsAreLongGone() {
        Instant then = NOW.minus(Duration.ofDays(20)).truncatedTo(ChronoUnit.MINUTES);
        fixture.store(
                tenant,
                pixel(then, "initial_open", then),
                pixel(then, "open", then.plusSeconds(1)),
                pixel(then, "open", then.plusSeconds(60)));

        replayOneByOne("sparkpost");

        assertThat(database.count("event", tenant.id())).isEqualTo(2);
        assertThatCountsAreTrue();
    }

    private Webhook pixel(Instant at, String type, Instant seen) {
        return fixture.webhook(tenant, at)
                .body(
                        """
                        [{"msys":{"track_event":{"type":"%s","message_id":"m1","timestamp":"%d",
                          "event_id":"%s","rcpt_to":"ana@mail.example"}}}]
                        """
                                .formatted(type, seen.getEpochSecond(), Ids.next()))
                .build();
    }

    /** Each after the claims of those before it. */
    private void replayOneByOne(String provider) {
        fixture.sweepClaims(tenant);
        fixture.nowSpeaks(tenant, provider);
        for (Map<String, Object> row : database.rows("webhook", tenant.id())) {
            fixture.replay(
                    tenant,
                    WebhookSelection.of(
                            List.of(Ids.uuid((byte[]) row.get("id"))), ReplayFixture.soon()));
            fixture.sweepClaims(tenant);
        }
    }

    private Webhook opened(Instant at, String id) {
        return fixture.webhook(tenant, at)
                .body(
                        """
                        [{"event":"open","email":"ana@mail.example","timestamp":%d,\
                        "sg_message_id":"m1","sg_event_id":"%s"}]\
                        """
                                .formatted(at.getEpochSecond(), id))
                .build();
    }

    /** A vendor may tell the same again after its horizon, and then it was counted again. */
    @Test
    void whatWasCountedTwiceRightlyStaysSo() {
        tenant = database.tenant("sendgrid");
        Instant then = NOW.minus(Duration.ofDays(20));
        String event = "open e1";
        fixture.store(tenant, fixture.webhook(tenant, then, event).build());
        fixture.store(
                tenant,
                fixture.webhook(tenant, NOW, event).body(ReplayFixture.body(then, event)).build());
        assertThat(events()).hasSize(2);

        fixture.replayAll(tenant);

        assertThat(events()).hasSize(2);
        assertThatCountsAreTrue();
    }

    @Test
    void whatAForgerToldDoesNotStandForTheGenuine() {
        Instant then = NOW.minus(Duration.ofDays(20));
        Webhook forged =
                fixture.webhook(tenant, then, "open e1").verification(Verification.FAILED).build();
        fixture.store(tenant, forged, webhook(then.plusSeconds(1), "open e1"));
        fixture.sweepClaims(tenant);
        fixture.nowSpeaks(tenant, "sendgrid");
        fixture.replay(tenant, WebhookSelection.of(List.of(forged.id()), ReplayFixture.soon()));
        fixture.sweepClaims(tenant);

        fixture.replayAll(tenant);

        assertThat(events()).containsExactly("opened e1", "opened e1");
    }

    @Test
    void whatALiveWebhookToldMeanwhileCountsOnce() {
        fixture.store(tenant, webhook(NOW.minusSeconds(10), "open e1"));
        fixture.nowSpeaks(tenant, "sendgrid");
        Webhook live = webhook(NOW, "open e1", "open e2");
        fixture.store(
                tenant,
                new Webhook(
                        live.id(),
                        live.sourceId(),
                        "sendgrid",
                        live.receivedAt(),
                        live.method(),
                        live.path(),
                        live.query(),
                        live.headers(),
                        live.body(),
                        live.eventKey(),
                        live.verification(),
                        false));

        fixture.replayAll(tenant);

        assertThat(events()).containsExactly("opened e1", "opened e2");
        assertThatCountsAreTrue();
    }

    @Test
    void aSuppressionIsToldWhenItIsFoundAndNotAgain() {
        fixture.store(tenant, webhook(NOW, "bounce e1", "open e2"));
        assertThat(database.count("outbox", tenant.id())).isZero();
        fixture.nowSpeaks(tenant, "sendgrid");

        fixture.replayAll(tenant);
        assertThat(database.count("outbox", tenant.id())).isEqualTo(1);
        fixture.nowSpeaks(tenant, ReplayFixture.UNHEARD_OF);
        fixture.replayAll(tenant);
        fixture.nowSpeaks(tenant, "sendgrid");
        fixture.replayAll(tenant);

        assertThat(events()).containsExactly("bounced e1", "opened e2");
        assertThat(database.count("outbox", tenant.id())).isEqualTo(1);
        assertThatCountsAreTrue();
    }

    @Test
    void peopleWhoseEventsAreGoneAreCountedAnew() {
        try (PeopleFixture people = PeopleFixture.on(database)) {
            tenant = database.tenant("sendgrid");
            fixture.store(tenant, webhook(NOW, "open e1"));
            people.mergeAll();
            assertThat(people.people(tenant.id(), "Spring")).containsEntry("opened", 1L);
            fixture.nowSpeaks(tenant, ReplayFixture.UNHEARD_OF);

            fixture.replayAll(tenant);
            assertThat(database.count("people_recount", tenant.id())).isEqualTo(1);
            people.recountAsked();

            assertThat(people.people(tenant.id(), "Spring")).isEmpty();
            assertThat(database.count("people_recount", tenant.id())).isZero();
        }
    }

    @Test
    void onlyWhatTheFilterSaysIsReplayed() {
        Webhook first = webhook(NOW.minusSeconds(60), "open e1");
        fixture.store(tenant, first, webhook(NOW, "open e2"));
        fixture.nowSpeaks(tenant, "sendgrid");
        TenantFixture neighbour = database.tenant("sendgrid");
        Instant soon = ReplayFixture.soon();
        for (WebhookSelection nothing :
                List.of(
                        new WebhookSelection(null, neighbour.sourceId(), null, null, null, soon),
                        new WebhookSelection(null, null, "stripe", null, null, soon),
                        new WebhookSelection(null, null, null, "unparsable", null, soon),
                        new WebhookSelection(null, null, null, "' OR '1'='1", null, soon),
                        new WebhookSelection(null, null, null, null, soon, soon),
                        WebhookSelection.of(List.of(Ids.next()), soon))) {
            assertThat(fixture.jobs.number(fixture.replay(tenant, nothing), "done"))
                    .as("%s", nothing)
                    .isZero();
        }

        fixture.replay(
                tenant,
                new WebhookSelection(
                        null,
                        tenant.sourceId(),
                        "sendgrid",
                        "unknown",
                        NOW.minusSeconds(90),
                        NOW.minusSeconds(30)));

        assertThat(events()).containsExactly("opened e1", "unknown");
        assertThatCountsAreTrue();
    }

    @Test
    void anotherTenantsWebhooksAreOutOfReachWhateverTheIds() {
        Webhook theirs = webhook(NOW, "open e1");
        fixture.store(tenant, theirs);
        fixture.nowSpeaks(tenant, "sendgrid");
        TenantFixture attacker = database.tenant("sendgrid");

        UUID job =
                fixture.replay(
                        attacker, WebhookSelection.of(List.of(theirs.id()), ReplayFixture.soon()));

        assertThat(fixture.jobs.row(job)).containsEntry("done", 0L).containsEntry("skipped", 0L);
        assertThat(events()).containsExactly("unknown");
    }

    @Test
    void whoWasErasedBetweenReadingAndWritingDoesNotComeBack() {
        Webhook webhook = webhook(NOW, "open e1");
        fixture.store(tenant, webhook);
        fixture.nowSpeaks(tenant, "sendgrid");
        WebhookReplay read =
                fixture.store.webhookReplays().prepare(tenant.id(), List.of(webhook.id()));
        database.owner()
                .update(
                        "UPDATE webhook SET body = '[]', redacted_at = NOW(3) WHERE tenant_id = ?",
                        (Object) Ids.bytes(tenant.id()));

        WebhookReplay.Result result = fixture.store.inTransaction(() -> read.write(NOW));

        assertThat(result).isEqualTo(new WebhookReplay.Result(0, 0, 1, null));
        assertThat(events()).containsExactly("unknown");
        fixture.replayAll(tenant);
        assertThat(database.rows("event", tenant.id()))
                .allSatisfy(row -> assertThat(row).containsEntry("recipient_hash", null));
    }

    @Test
    void testOfSpillwaysOwnIsUnderstoodAndNeverCounted() {
        fixture.store(tenant, fixture.webhook(tenant, NOW, "open e1").test().build());
        fixture.nowSpeaks(tenant, "sendgrid");

        fixture.replayAll(tenant);

        assertThat(events()).containsExactly("opened e1");
        assertThat(fixture.seen(tenant)).isEmpty();
        assertThatLedger(database, tenant.id()).shows(0, 0, 0, 0);
    }
}
