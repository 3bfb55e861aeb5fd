package dev.spillway.worker.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.job.JobKind;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.worker.fixture.RefusedRequest;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.job.Job;
import dev.spillway.worker.quarantine.HeldFixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;

/** A row that nobody can read holds up neither an erasure nor an export, and is named by both. */
@CloudTest(parts = Part.DATABASE)
class UnreadableIT {

    private static final String ANA = "ana@broken.example";
    private static final String BODY = "{\"to\":\"" + ANA + "\"}";
    private static final DataSize ENOUGH = DataSize.ofMegabytes(100);

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
        tenant = database.tenant("unheard-of");
    }

    @AfterEach
    void nothingIsLeft() {
        for (String table : List.of("job", "webhook", "dead_letter", "quarantine", "outbox")) {
            database.owner().update("DELETE FROM " + table);
        }
    }

    private UUID store(byte[] body, String coding) {
        Webhook webhook =
                tenant.webhook()
                        .path("/" + Ids.next()) // or it would repeat the one before
                        .header("Content-Encoding", coding)
                        .body(body)
                        .build();
        erasure.store.store(tenant.parcel(webhook));
        return webhook.id();
    }

    private UUID store() {
        return store(BODY.getBytes(UTF_8), "identity");
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private List<String> unread(UUID job) {
        return database.owner()
                .query(
                        "SELECT kind, id FROM job_unread WHERE tenant_id = ? AND job_id = ?",
                        (row, _) -> row.getString("kind") + " " + Ids.uuid(row.getBytes("id")),
                        Ids.bytes(tenant.id()),
                        Ids.bytes(job));
    }

    private UUID spoiltHeaders() {
        UUID id = store();
        database.owner()
                .update("UPDATE webhook SET headers = '{' WHERE id = ?", (Object) Ids.bytes(id));
        return id;
    }

    /** What inflates past its bound, and what nobody here inflates. */
    private List<UUID> closedBodies() throws IOException {
        return List.of(
                store(gzip(new byte[17 * 1024 * 1024]), "gzip"),
                store(new byte[] {(byte) 0x8b, (byte) 0xff, 1}, "br"));
    }

    private UUID spoiltLetter() {
        erasure.store.store(tenant.parcel(tenant.webhook().path("/" + "x".repeat(3_000)).build()));
        database.owner().update("UPDATE dead_letter SET parcel = 'base64:!'");
        return Ids.uuid((byte[]) database.row("dead_letter", tenant.id()).get("id"));
    }

    private UUID spoiltRequest() {
        RefusedRequest refused = ErasureFixture.refused(tenant, database);
        HeldFixture.hold(new JdbcTemplate(erasure.store.pool()), refused.signal());
        database.owner().update("UPDATE quarantine SET sealed = 'spoilt'");
        return refused.id();
    }

    private UUID spoiltNotification() {
        UUID id = Ids.next();
        database.owner()
                .update(
                        "INSERT INTO outbox (tenant_id, id, topic, type, payload, created_at)"
                                + " VALUES (?, ?, 'suppressions', 'recipient.suppressed', '{', NOW(3))",
                        Ids.bytes(tenant.id()),
                        Ids.bytes(id));
        return id;
    }

    @Test
    void theErasureOfAllElseCompletesAndNamesThem() throws Exception {
        store();
        UUID headers = spoiltHeaders();
        List<UUID> closed = closedBodies();
        UUID letter = spoiltLetter();
        UUID request = spoiltRequest();
        UUID last = store();

        UUID job = erasure.erase(tenant, ANA);

        assertThat(erasure.jobs.row(job))
                .containsEntry("status", "done")
                .containsEntry("failed", 5L);
        assertThat(unread(job))
                .containsExactlyInAnyOrder(
                        "webhook " + headers,
                        "webhook " + closed.getFirst(),
                        "webhook " + closed.getLast(),
                        "dead_letter " + letter,
                        "held_request " + request);
        assertThat(
                        database.number(
                                "SELECT COUNT(*) FROM webhook WHERE tenant_id = ? AND redacted_at IS NOT NULL",
                                tenant.id()))
                .isEqualTo(2);
        assertThat(
                        database.owner()
                                .queryForObject(
                                        "SELECT body FROM webhook WHERE id = ?",
                                        byte[].class,
                                        (Object) Ids.bytes(last)))
                .asString(UTF_8)
                .doesNotContain(ANA);
    }

    @Test
    void aNotificationThatSaysNothingIsGonePast() {
        UUID spoilt = spoiltNotification();

        UUID job = erasure.erase(tenant, ANA);

        assertThat(erasure.jobs.status(job)).isEqualTo("done");
        assertThat(unread(job)).containsExactly("notification " + spoilt);
    }

    @Test
    void anExportIsWrittenWithoutThemAndSaysSo() throws Exception {
        store();
        UUID headers = spoiltHeaders();
        List<UUID> closed = closedBodies();
        UUID letter = spoiltLetter();
        UUID request = spoiltRequest();
        store();

        UUID export = erasure.export(tenant, ANA, ENOUGH);

        assertThat(erasure.jobs.row(export))
                .containsEntry("status", "done")
                .containsEntry("failed", 5L);
        assertThat(unread(export)).hasSize(5).contains("webhook " + headers);
        List<JsonNode> lines = erasure.lines(tenant, export);
        assertThat(lines.stream().filter(line -> is(line, "webhook"))).hasSize(2);
        assertThat(lines.stream().filter(line -> is(line, "unreadable")))
                .extracting(line -> line.path("of").stringValue() + line.path("id").stringValue())
                .containsExactlyInAnyOrder(
                        "webhook" + headers,
                        "webhook" + closed.getFirst(),
                        "webhook" + closed.getLast(),
                        "dead_letter" + letter,
                        "held_request" + request);
    }

    private static boolean is(JsonNode line, String kind) {
        return line.path("kind").stringValue().equals(kind);
    }

    /** Nobody can say who is in it, and its tenant has no use for it any more. */
    @Test
    void aLetterThatNobodyCanReadAndThatWasDiscardedIsEmptied() {
        UUID letter = spoiltLetter();
        database.owner().update("UPDATE dead_letter SET parcel = '1:raw:AAAA'");
        assertThat(unread(erasure.erase(tenant, ANA))).containsExactly("dead_letter " + letter);

        database.owner().update("UPDATE dead_letter SET status = 'discarded'");
        UUID again = erasure.erase(tenant, ANA);

        assertThat(unread(again)).isEmpty();
        assertThat(database.row("dead_letter", tenant.id())).containsEntry("parcel", "erased");
        assertThat(unread(erasure.erase(tenant, ANA))).isEmpty();
    }

    /** Ten thousand of them are counted; whoever has to look at them needs no longer list. */
    @Test
    void soManyAreNamedAndNoMore() {
        UUID job = erasure.jobs.ask(tenant.id(), JobKind.RECIPIENT_ERASURE.code(), "{}");
        Job asked =
                new Job(
                        tenant.id(),
                        job,
                        JobKind.RECIPIENT_ERASURE,
                        "{}",
                        null,
                        false,
                        Instant.now());
        UnreadRows unread = new UnreadRows(erasure.rows());
        List<UUID> ids = IntStream.range(0, 700).mapToObj(_ -> Ids.next()).toList();
        List<UUID> more = IntStream.range(0, 700).mapToObj(_ -> Ids.next()).toList();

        unread.add(asked, "webhook", ids);
        unread.add(asked, "webhook", more);

        assertThat(unread(job)).hasSize(UnreadRows.MOST);
    }

    /** Sixty kilobytes that inflate to thirty megabytes about him: a piece at a time. */
    @Test
    void whatTellsALotOfHimIsWrittenInPiecesThatFit() throws Exception {
        byte[] much =
                gzip(
                        ("[" + "\"" + ANA + " and a lot more\",".repeat(50_000) + "1]")
                                .getBytes(UTF_8));
        int rows = 15;
        for (int i = 0; i < rows; i++) {
            store(much, "gzip");
        }

        UUID export = erasure.export(tenant, ANA, ENOUGH);

        assertThat(erasure.jobs.row(export))
                .containsEntry("status", "done")
                .containsEntry("done", (long) rows);
        assertThat(
                        database.number(
                                "SELECT MAX(LENGTH(sealed)) FROM recipient_export_piece WHERE tenant_id = ?",
                                tenant.id()))
                .isLessThan(9 * 1024 * 1024);
        assertThat(erasure.lines(tenant, export)).hasSize(rows + 1);
    }
}
