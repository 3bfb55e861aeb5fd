package dev.spillway.worker.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Header;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.platform.signal.Quarantined;
import dev.spillway.platform.signal.Rejections;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.quarantine.HeldFixture;
import dev.spillway.worker.quarantine.QuarantineStore;
import dev.spillway.worker.redact.OriginalHash;
import dev.spillway.worker.store.ParkedMessages;
import dev.spillway.worker.store.StoreFixture;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What waits in a queue beside webhooks brings nobody back either. */
@CloudTest(parts = Part.DATABASE)
class QueuedBesideIT {

    private static final String ANA = "ana@beside.example";

    private static WorkerDatabase database;
    private static ErasureFixture erasure;
    private static QuarantineStore quarantine;

    private TenantFixture tenant;

    @BeforeAll
    static void open(TestCloud cloud) {
        database = WorkerDatabase.on(cloud.database());
        erasure = new ErasureFixture(database);
        quarantine = HeldFixture.store(erasure.store);
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
    void nothingIsLeft() {
        for (String table :
                List.of("job", "webhook", "rejection", "quarantine", "dead_letter", "tombstone")) {
            database.owner().update("DELETE FROM " + table);
        }
    }

    private static void reject(Rejections signal) {
        erasure.store.rejections().store(signal);
    }

    private long rejected() {
        return database.number(
                "SELECT SUM(webhooks) FROM traffic_rollup WHERE grain = 'minute'"
                        + " AND outcome = 'rejected' AND tenant_id = ?",
                tenant.id());
    }

    @Test
    void aSampleWithHimIsCountedAndNotKept() {
        Rejections his = tenant.rejections(3, "/unsubscribe?e=ana%40beside.example");
        Rejections others = tenant.rejections(4, "/unsubscribe/bob@beside.example");
        erasure.erase(tenant, ANA);

        reject(his);
        reject(others);

        assertThat(database.rows("rejection", tenant.id()))
                .extracting(row -> row.get("path"))
                .containsExactly("/unsubscribe/bob@beside.example");
        assertThat(rejected()).isEqualTo(7);
        assertThat(Dump.places(database, ANA)).isEmpty();
    }

    @Test
    void aSampleOfWhatWasRefusedAfterwardsIsNoneOfItsBusiness() {
        erasure.erase(tenant, ANA);
        Instant later = Instant.now().plusSeconds(1);
        Rejections.Sample sample =
                new Rejections.Sample(
                        Ids.next(), later, "POST", "", List.of(new Header("To", ANA)), 1);

        reject(
                new Rejections(
                        Ids.next(),
                        tenant.id(),
                        List.of(
                                new Rejections.Count(
                                        tenant.sourceId(), "r", later, 1, List.of(sample)))));

        assertThat(database.count("rejection", tenant.id())).isEqualTo(1);
    }

    /** Nobody can say who is in it, and he was told that he is gone. */
    @Test
    void whereTheKeyDoesNotOpenWhatWasReceivedBeforeIsNotKept() {
        Rejections anybodys = tenant.rejections(3, "/unsubscribe/bob@beside.example");
        erasure.bury(tenant, ANA);
        database.owner()
                .update(
                        "UPDATE tenant_key SET wrapped_key = 'spoilt'"
                                + " WHERE tenant_id = ? AND purpose = 'recipient'",
                        (Object) Ids.bytes(tenant.id()));

        try (StoreFixture restarted = StoreFixture.on(database)) {
            restarted.rejections().store(anybodys);
            restarted.parked().parcel(unreadable("no parcel"));
        }

        assertThat(database.count("rejection", tenant.id())).isZero();
        assertThat(rejected()).isEqualTo(3);
        assertThat(database.row("dead_letter", tenant.id())).containsEntry("parcel", "erased");
    }

    @Test
    void aRefusedRequestWithHimIsDiscardedAndItsBytesAreGone() {
        Quarantined his = refused(ANA);
        Quarantined others = refused("bob@beside.example");
        erasure.erase(tenant, ANA);

        quarantine.store(his);
        quarantine.store(others);
        quarantine.store(his);

        assertThat(request(his))
                .containsEntry("status", "discarded")
                .containsEntry("reason", "recipient_erased")
                .containsEntry("sealed", null);
        assertThat(request(others)).containsEntry("status", "held");
    }

    @Test
    void aRefusedRequestThatNobodyOpensIsHeldUntilItsTimeIsOver() {
        Quarantined spoilt =
                ErasureFixture.refused(tenant, database)
                        .signalAt(database.tenant("stripe"), Ids.next());
        erasure.bury(new TenantFixture(spoilt.tenantId(), spoilt.sourceId(), "stripe"), ANA);

        quarantine.store(spoilt);

        assertThat(request(spoilt)).containsEntry("status", "held");
    }

    private Quarantined refused(String address) {
        return ErasureFixture.refused(tenant, database)
                .body("{\"to\":\"" + address + "\"}")
                .signal();
    }

    private Map<String, Object> request(Quarantined signal) {
        return database.owner()
                .queryForMap(
                        "SELECT * FROM quarantine WHERE id = ?", (Object) Ids.bytes(signal.id()));
    }

    private ParkedMessages.Unreadable unreadable(String text) {
        return new ParkedMessages.Unreadable(tenant.id(), Ids.next(), text, "x.Bug");
    }

    private String parked(String text) {
        erasure.store.parked().parcel(unreadable(text));
        return (String) database.row("dead_letter", tenant.id()).get("parcel");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no parcel: to " + ANA,
                "{\"to\":\"ANA\\u0040beside.example\"}",
                "to=ana%40beside.example&n=1",
                "Größe: ana@beside.example"
            })
    void aMessageThatNobodyCanReadIsParkedWithoutHim(String text) {
        erasure.bury(tenant, ANA);

        parked(text);

        assertThat(Dump.places(database, ANA)).isEmpty();
        assertThat(database.count("dead_letter", tenant.id())).isEqualTo(1);
    }

    /** A parcel that a bit was lost of: its payload opens, and he stands in it. */
    @Test
    void aPayloadWithHimThatIsNoParcelGoesAsAWhole() {
        byte[] payload = ("\1\2 {\"to\":\"" + ANA + "\"}\3").getBytes(StandardCharsets.UTF_8);
        erasure.bury(tenant, ANA);

        assertThat(parked("1:raw:" + Base64.getEncoder().encodeToString(payload)))
                .isEqualTo("erased");
    }

    @Test
    void aMessageWithoutHimIsParkedAsItCame() {
        erasure.bury(tenant, ANA);

        assertThat(parked("1:raw:AAAA")).isEqualTo("1:raw:AAAA");
    }

    /** Whoever sends it knows that it opens nowhere: it must not wait for its moment. */
    @Test
    void aBodyThatCannotBeLookedIntoIsStoredEmptyAndKeepsItsHash() {
        Webhook closed =
                tenant.webhook()
                        .header("Content-Encoding", "br")
                        .body(new byte[] {(byte) 0x8b, (byte) 0xff, 1})
                        .path("/kept")
                        .build();
        erasure.bury(tenant, ANA);

        erasure.store.store(tenant.parcel(closed));

        assertThat(database.row("webhook", tenant.id()))
                .containsEntry("body", new byte[0])
                .containsEntry("headers", "[]")
                .containsEntry("original_sha256", OriginalHash.of(closed.body()));
    }

    @Test
    void anotherTenantsAreAsTheyCame() {
        TenantFixture other = database.tenant("sendgrid");
        erasure.bury(tenant, ANA);

        reject(other.rejections(1, "/u/" + ANA));
        erasure.store
                .parked()
                .parcel(
                        new ParkedMessages.Unreadable(
                                other.id(), Ids.next(), "to " + ANA, "x.Bug"));

        assertThat(database.count("rejection", other.id())).isEqualTo(1);
        assertThat(database.row("dead_letter", other.id())).containsEntry("parcel", "to " + ANA);
    }
}
