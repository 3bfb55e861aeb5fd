package dev.spillway.worker.erasure;

import static dev.spillway.worker.fixture.LedgerAssert.assertThatLedger;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WebhookBuilder;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.quarantine.HeldFixture;
import dev.spillway.worker.redact.OriginalHash;
import dev.spillway.worker.redact.People;
import dev.spillway.worker.store.WebhookReplay;
import dev.spillway.worker.store.WebhookReplays;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Who is erased is nowhere any more; all others, and all that is counted, are as they were. */
@CloudTest(parts = Part.DATABASE)
class ErasureIT {

    private static final String ANA = "ana.b+x@erase.example";
    private static final String BOB = "bob@erase.example";

    private static final String BOTH =
            """
            [{"event":"open","email":"%s","timestamp":1763700000,"sg_event_id":"a1","sg_message_id":"m1",\
            "useragent":"Mozilla","ip":"1.2.3.4","category":["c"]},
            {"event":"click","email":"%s","timestamp":1763700001,"sg_event_id":"b1",\
            "url":"https://shop.example/?friend=%s"}]\
            """
                    .formatted(ANA, BOB, "ana.b%2Bx%40erase.example");

    private static WorkerDatabase database;
    private static ErasureFixture erasure;

    private TenantFixture tenant;

    @BeforeAll
    static void open(TestCloud cloud) {
        database = WorkerDatabase.on(cloud.database());
        erasure = new ErasureFixture(database);
    }

    @AfterAll
    static void close() {
        erasure.close();
    }

    @BeforeEach
    void aTenant() {
        tenant = database.tenant("sendgrid");
    }

    @AfterEach
    void nobodyIsLeft() {
        for (String table :
                List.of("job", "webhook", "event", "dead_letter", "quarantine", "rejection")) {
            database.owner().update("DELETE FROM " + table);
        }
    }

    private void store(WebhookBuilder... webhooks) {
        for (WebhookBuilder webhook : webhooks) {
            erasure.store.store(tenant.parcel(webhook.build()));
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    /** He, wherever a webhook, a dead letter, a refused request or a sample can hold him. */
    private void heIsEverywhere() throws IOException {
        store(
                tenant.webhook().body(BOTH),
                tenant.webhook().body("{\"unheard\":\"of " + ANA + "\"}"),
                tenant.webhook().body("{broken \"" + ANA.replace("@", "\\u0040") + "\""),
                tenant.webhook().body(new byte[] {0, (byte) 0xff, 1}).path("/u/" + ANA),
                tenant.webhook().query("e=ana.b%2Bx%40erase.example&n=1").body("{}"),
                tenant.webhook().header("Subject", "For " + ANA).body("[]"),
                tenant.webhook()
                        .header("Content-Encoding", "gzip")
                        .body(gzip(BOTH.replace("a1", "a2"))),
                tenant.webhook()
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .body("to=Ana+%3Cana.b%2Bx%40erase.example%3E&n=2"),
                tenant.webhook()
                        .body(
                                "{\"message\":\""
                                        + Base64.getEncoder()
                                                .encodeToString(
                                                        ("x" + ANA)
                                                                .replace("xa", "x a")
                                                                .getBytes(UTF_8))
                                        + "\"}"),
                tenant.webhook().body("{\"dead\":\"" + ANA + "\"}").path("/" + "x".repeat(3_000)));
        HeldFixture.hold(
                new JdbcTemplate(erasure.store.pool()),
                ErasureFixture.refused(tenant, database).body("{\"to\":\"" + ANA + "\"}").signal());
        HeldFixture.hold(
                new JdbcTemplate(erasure.store.pool()),
                ErasureFixture.refused(tenant, database).body("{\"to\":\"" + BOB + "\"}").signal());
        database.owner()
                .update(
                        "INSERT INTO rejection (tenant_id, id, source_id, at, reason, method, path,"
                                + " headers, size_bytes)"
                                + " VALUES (?, ?, ?, UTC_TIMESTAMP(3), 'r', 'POST', ?, '[]', 1)",
                        Ids.bytes(tenant.id()),
                        Ids.bytes(Ids.next()),
                        Ids.bytes(tenant.sourceId()),
                        "/unsubscribe/" + ANA);
    }

    @Test
    void whoWasErasedIsNowhereInTheDatabase() throws Exception {
        heIsEverywhere();
        assertThat(Dump.places(database, ANA))
                .contains(
                        "webhook.body",
                        "webhook.path",
                        "webhook.query",
                        "webhook.headers",
                        "event.url",
                        "dead_letter.parcel",
                        "rejection.path");

        UUID job = erasure.erase(tenant, ANA);

        assertThat(erasure.jobs.row(job))
                .containsEntry("status", "done")
                .containsEntry("failed", 0L);
        assertThat(Dump.places(database, ANA)).isEmpty();
        assertThat(
                        database.number(
                                "SELECT COUNT(*) FROM event WHERE tenant_id = ? AND recipient_hash = x'"
                                        + hash(ANA)
                                        + "'",
                                tenant.id()))
                .isZero();
        assertThat(database.rows("quarantine", tenant.id()))
                .extracting(row -> row.get("status") + " " + row.get("reason"))
                .containsExactlyInAnyOrder("discarded recipient_erased", "held signature_invalid");
        assertThat(database.rows("rejection", tenant.id())).isEmpty();
    }

    @Test
    void normalisedAgainHeDoesNotComeBack() {
        WebhookBuilder webhook = tenant.webhook().body(BOTH);
        store(webhook);
        WebhookReplays replays = erasure.store.webhookReplays();
        List<UUID> ids = List.of(webhook.build().id());
        WebhookReplay readBefore = replays.prepare(tenant.id(), ids);
        erasure.erase(tenant, ANA);
        List<Map<String, Object>> events = database.rows("event", tenant.id());

        assertThat(erasure.store.inTransaction(() -> readBefore.write(Instant.now())))
                .isEqualTo(new WebhookReplay.Result(0, 0, 1, null));
        WebhookReplay readAfter = replays.prepare(tenant.id(), ids);
        assertThat(erasure.store.inTransaction(() -> readAfter.write(Instant.now())))
                .isEqualTo(new WebhookReplay.Result(0, 1, 0, null));

        assertThat(Dump.places(database, ANA)).isEmpty();
        assertThat(database.rows("event", tenant.id()))
                .usingRecursiveComparison()
                .isEqualTo(events);
    }

    /** The search has found what was stored by then; who replays after it has to look himself. */
    @Test
    void normalisedAgainBeforeTheSearchComesByHeIsErasedAtOnce() {
        tenant = database.tenant("unheard-of");
        WebhookBuilder webhook = tenant.webhook().body(BOTH);
        store(webhook);
        database.owner().update("UPDATE webhook SET provider = 'sendgrid'");
        WebhookReplay read =
                erasure.store.webhookReplays().prepare(tenant.id(), List.of(webhook.build().id()));
        erasure.bury(tenant, ANA);

        assertThat(erasure.store.inTransaction(() -> read.write(Instant.now())))
                .isEqualTo(new WebhookReplay.Result(1, 0, 0, null));

        assertThat(database.rows("event", tenant.id()))
                .extracting(row -> row.get("recipient_masked"))
                .containsExactlyInAnyOrder(null, "b•••@erase.example");
    }

    @Test
    void thatHeIsNotWrittenToStaysAndHisAddressGoes() {
        database.owner()
                .update(
                        "INSERT INTO notification_setting VALUES (?, TRUE, NOW(3))",
                        Ids.bytes(tenant.id()));
        store(tenant.webhook().body(BOTH.replace("open", "spamreport")));
        assertThat(Dump.places(database, ANA)).contains("outbox.payload");

        erasure.erase(tenant, ANA);
        store(
                tenant.webhook()
                        .receivedAt(Instant.now().minusSeconds(60))
                        .body(BOTH.replace("open", "spamreport").replace("m1", "m3")));

        assertThat(Dump.places(database, ANA)).isEmpty();
        assertThat(database.rows("outbox", tenant.id()))
                .extracting(row -> (String) row.get("payload"))
                .hasSize(2)
                .allSatisfy(payload -> assertThat(payload).contains(hash(ANA)));
    }

    private String hash(String address) {
        return HexFormat.of().formatHex(erasure.hasher(tenant).hash(address));
    }

    @Test
    void othersAndWhatIsCountedAreAsTheyWere() throws Exception {
        heIsEverywhere();
        List<Map<String, Object>> rollups = database.rows("event_rollup", tenant.id());
        long events = database.count("event", tenant.id());
        long claims = database.count("webhook_claim", tenant.id());

        erasure.erase(tenant, ANA);

        assertThat(database.rows("event_rollup", tenant.id()))
                .usingRecursiveComparison()
                .isEqualTo(rollups);
        assertThat(database.count("event", tenant.id())).isEqualTo(events);
        assertThat(database.count("webhook_claim", tenant.id())).isEqualTo(claims);
        assertThatLedger(database, tenant.id()).shows(10, 9, 0, 1);
        assertThat(
                        database.owner()
                                .queryForMap(
                                        "SELECT * FROM event WHERE tenant_id = ? AND provider_event_id = 'b1'"
                                                + " ORDER BY webhook_id LIMIT 1",
                                        (Object) Ids.bytes(tenant.id())))
                .containsEntry("type", "clicked")
                .containsEntry("recipient_hash", erasure.hasher(tenant).hash(BOB))
                .containsEntry("recipient_masked", "b•••@erase.example")
                .containsEntry("url", "https://shop.example/?friend=" + People.REDACTED);
        assertThat(
                        database.owner()
                                .queryForMap(
                                        "SELECT * FROM event WHERE tenant_id = ? AND type = 'opened'"
                                                + " ORDER BY webhook_id LIMIT 1",
                                        (Object) Ids.bytes(tenant.id())))
                .containsEntry("recipient_hash", null)
                .containsEntry("recipient_masked", null)
                .containsEntry("message_id", null)
                .containsEntry("user_agent", null);
    }

    @Test
    void aBodyThatHeldHimIsTheSameJsonWithoutHimAndKeepsItsHash() {
        Webhook both = tenant.webhook().body(BOTH).build();
        Webhook bobs =
                tenant.webhook()
                        .body(BOTH.replace(ANA, BOB).replace("ana.b%2Bx%40erase", "x"))
                        .build();
        erasure.store.store(tenant.parcel(both, bobs));

        erasure.erase(tenant, ANA);

        assertThat(webhook(both.id()))
                .containsEntry("original_sha256", OriginalHash.of(both.body()))
                .containsEntry(
                        "body",
                        BOTH.replace(ANA, People.REDACTED)
                                .replace("ana.b%2Bx%40erase.example", People.REDACTED)
                                .getBytes(UTF_8))
                .satisfies(row -> assertThat(row.get("redacted_at")).isNotNull());
        assertThat(webhook(bobs.id()))
                .containsEntry("redacted_at", null)
                .containsEntry("original_sha256", null)
                .containsEntry("body", bobs.body());
    }

    /** The first of its headers has a column of its own, which is what lists show. */
    @Test
    void theColumnOfTheContentTypeSaysWhatTheHeadersSay() {
        Webhook named =
                tenant.webhook()
                        .header("Content-Type", "text/plain; name=\"" + ANA + "\"")
                        .body("[]")
                        .build();
        erasure.store.store(tenant.parcel(named));
        assertThat(Dump.places(database, ANA))
                .containsExactlyInAnyOrder("webhook.content_type", "webhook.headers");

        erasure.erase(tenant, ANA);

        assertThat(Dump.places(database, ANA)).isEmpty();
        assertThat(webhook(named.id()))
                .containsEntry("content_type", "text/plain; name=\"" + People.REDACTED + "\"");
    }

    private Map<String, Object> webhook(UUID id) {
        return database.owner()
                .queryForMap("SELECT * FROM webhook WHERE id = ?", (Object) Ids.bytes(id));
    }

    @Test
    void anotherTenantsRecipientOfTheSameAddressStays() {
        TenantFixture other = database.tenant("sendgrid");
        Webhook others = other.webhook().body(BOTH).build();
        erasure.store.store(other.parcel(others));
        store(tenant.webhook().body(BOTH));

        erasure.erase(tenant, ANA);

        assertThat(webhook(others.id()))
                .containsEntry("body", BOTH.getBytes(UTF_8))
                .containsEntry("redacted_at", null);
        assertThat(database.rows("event", other.id()))
                .extracting(row -> row.get("recipient_masked"))
                .containsExactlyInAnyOrder("a•••@erase.example", "b•••@erase.example");
        assertThat(database.count("tombstone", other.id())).isZero();
    }

    @Test
    void whatIsSentAgainAfterwardsIsTheDuplicateOfWhatWasErased() {
        store(tenant.webhook().body(BOTH));
        erasure.erase(tenant, ANA);

        store(tenant.webhook().body(BOTH));

        assertThatLedger(database, tenant.id()).shows(2, 1, 1, 0);
        assertThat(Dump.places(database, ANA)).isEmpty();
    }

    @Test
    void twoWhoStandInTheSameWebhookAreBothErased() throws Exception {
        List<WebhookBuilder> webhooks = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            webhooks.add(tenant.webhook().body(BOTH.replace("a1", "a" + i).replace("b1", "b" + i)));
        }
        store(webhooks.toArray(WebhookBuilder[]::new));
        erasure.ask(tenant, ANA, java.time.Instant.now());
        erasure.ask(tenant, BOB, java.time.Instant.now());

        Thread other = Thread.ofVirtual().start(erasure::work);
        erasure.work();
        assertThat(other.join(Duration.ofMinutes(1))).isTrue();

        assertThat(Dump.places(database, ANA)).isEmpty();
        assertThat(Dump.places(database, BOB)).isEmpty();
    }

    @Test
    void theTombstoneSaysNobodysNameAndOutlivesWhatIsOnItsWay() {
        UUID job = erasure.erase(tenant, ANA);

        assertThat(database.row("tombstone", tenant.id()))
                .containsEntry("recipient_hash", erasure.hasher(tenant).hash(ANA))
                .containsEntry("job_id", Ids.bytes(job));
        assertThat(
                        database.number(
                                "SELECT TIMESTAMPDIFF(DAY, erased_at, expires_at) FROM tombstone WHERE tenant_id = ?",
                                tenant.id()))
                .isEqualTo(ErasureFixture.TOMBSTONE.toDays());
        assertThat(Dump.places(database, ANA)).isEmpty();
    }
}
