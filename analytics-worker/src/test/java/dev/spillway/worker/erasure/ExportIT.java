package dev.spillway.worker.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.worker.fixture.RefusedRequest;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.quarantine.HeldFixture;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;

/** Somebody gets all that is kept of him, and nothing of anybody else. */
@CloudTest(parts = Part.DATABASE)
class ExportIT {

    private static final String ANA = "ana@export.example";
    private static final DataSize ENOUGH = DataSize.ofMegabytes(1);
    private static final String ITEM =
            "{\"event\":\"open\",\"email\":\"%s\",\"timestamp\":1763700000,\"ip\":\"%s\",\"sg_event_id\":\"%s\"}";

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
    void somebodyAmongOthers() {
        tenant = database.tenant("sendgrid");
        String both =
                "["
                        + ITEM.formatted(ANA, "192.0.2.1", "a1")
                        + ","
                        + ITEM.formatted("bob@export.example", "192.0.2.2", "b1")
                        + "]";
        String mention = "{\"text\":\"from " + ANA + " to bob@export.example\"}";
        erasure.store.store(
                tenant.parcel(
                        tenant.webhook().body(both).build(),
                        tenant.webhook().body(mention).build(),
                        tenant.webhook()
                                .body(mention + " ") // other bytes, or it is the one before
                                .path("/" + "x".repeat(3_000))
                                .build(),
                        tenant.webhook()
                                .body(
                                        "["
                                                + ITEM.formatted(
                                                        "eve@export.example", "192.0.2.3", "e1")
                                                + "]")
                                .build()));
        RefusedRequest refused = ErasureFixture.refused(tenant, database).body(mention);
        HeldFixture.hold(new JdbcTemplate(erasure.store.pool()), refused.signal());
    }

    @AfterEach
    void nothingWaits() {
        database.owner().update("DELETE FROM job");
    }

    private static List<String> kinds(List<JsonNode> lines) {
        return lines.stream().map(line -> line.path("kind").stringValue()).toList();
    }

    @Test
    void heGetsHisEventsAndWhatHoldsHimAndNobodyElse() {
        UUID export = erasure.export(tenant, ANA, ENOUGH);

        List<JsonNode> lines = erasure.lines(tenant, export);
        assertThat(erasure.jobs.status(export)).isEqualTo("done");
        assertThat(kinds(lines))
                .containsExactly(
                        "recipient", "event", "webhook", "webhook", "dead_letter", "held_request");
        assertThat(lines.get(1).path("type").stringValue()).isEqualTo("opened");
        assertThat(lines.get(1).path("recipient_masked").stringValue())
                .isEqualTo("a•••@export.example");
        assertThat(lines.subList(2, 5))
                .extracting(line -> line.path("body").stringValue())
                .containsExactlyInAnyOrder(
                        "[" + ITEM.formatted(ANA, "192.0.2.1", "a1") + "]",
                        "{\"text\":\"from " + ANA + " to b•••@export.example\"}",
                        "{\"text\":\"from " + ANA + " to b•••@export.example\"} ");
        assertThat(lines.toString())
                .doesNotContain("bob@", "eve@", "e•••@", "192.0.2.2", "192.0.2.3");
    }

    @Test
    void itLiesThereAsCiphertextAndForSomeDaysOnly() {
        UUID export = erasure.export(tenant, ANA, ENOUGH);

        assertThat(database.row("recipient_export", tenant.id()))
                .containsEntry("id", Ids.bytes(export))
                .containsEntry("complete", true)
                .containsEntry("recipient_hash", erasure.hasher(tenant).hash(ANA));
        assertThat(Dump.places(database, ANA))
                .doesNotContain("recipient_export_piece.sealed", "job.parameters", "job.place");
        assertThat(
                        database.number(
                                "SELECT TIMESTAMPDIFF(DAY, created_at, expires_at) FROM recipient_export WHERE tenant_id = ?",
                                tenant.id()))
                .isEqualTo(7);
    }

    @Test
    void whoIsErasedIsNotKeptInAnExport() {
        erasure.export(tenant, ANA, ENOUGH);

        erasure.erase(tenant, ANA);

        assertThat(database.count("recipient_export", tenant.id())).isZero();
        assertThat(database.count("recipient_export_piece", tenant.id())).isZero();
    }

    @Test
    void afterAnErasureThereIsNothingToGive() {
        erasure.erase(tenant, ANA);

        UUID export = erasure.export(tenant, ANA, ENOUGH);

        assertThat(kinds(erasure.lines(tenant, export))).containsExactly("recipient");
    }

    @Test
    void anExportPastItsBoundFailsRatherThanBeingLessThanAll() {
        UUID export = erasure.export(tenant, ANA, DataSize.ofBytes(400));

        assertThat(erasure.jobs.row(export))
                .containsEntry("status", "failed")
                .containsEntry("error_code", "export_too_large");
        assertThat(database.row("recipient_export", tenant.id())).containsEntry("complete", false);
    }
}
