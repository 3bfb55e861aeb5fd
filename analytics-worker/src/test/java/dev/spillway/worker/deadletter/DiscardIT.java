package dev.spillway.worker.deadletter;

import static dev.spillway.worker.deadletter.LetterFixture.HOPELESS;
import static dev.spillway.worker.fixture.LedgerAssert.assertThatLedger;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was given up stays where it is, with the reason, and in the counts. */
@CloudTest(parts = Part.DATABASE)
class DiscardIT {

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
    void thirteenLetters() {
        tenant = database.tenant("stripe");
        letters.store.store(
                tenant.parcel(
                        IntStream.range(0, 13)
                                .mapToObj(i ->
                                        tenant.webhook()
                                                .eventKey("evt_" + i)
                                                .path(HOPELESS)
                                                .build())
                                .toArray(Webhook[]::new)));
    }

    @Test
    void discardedLettersKeepTheirReasonAndTheirCount() {
        UUID job = letters.discard(tenant, "A bot's, not ours");

        assertThat(letters.jobs.row(job))
                .containsEntry("status", "done")
                .containsEntry("done", 13L);
        assertThat(database.rows("dead_letter", tenant.id()))
                .hasSize(13)
                .allSatisfy(row ->
                        assertThat(row)
                                .containsEntry("status", "discarded")
                                .containsEntry("discard_reason", "A bot's, not ours")
                                .containsEntry("job_id", Ids.bytes(job)));
        assertThatLedger(database, tenant.id()).shows(13, 0, 0, 13);
    }

    @Test
    void whatWasDiscardedIsNeitherReplayedNorDiscardedAgain() {
        letters.discard(tenant, "first");

        UUID again = letters.discard(tenant, "second");
        UUID replayed = letters.replayAll(tenant);

        assertThat(letters.jobs.number(again, "done")).isZero();
        assertThat(letters.jobs.number(replayed, "failed")).isZero();
        assertThat(database.rows("dead_letter", tenant.id()))
                .allSatisfy(row -> assertThat(row).containsEntry("discard_reason", "first"));
    }

    @Test
    void withoutAReasonNothingIsDiscarded() {
        UUID job = letters.discard(tenant, null);

        assertThat(letters.jobs.row(job))
                .containsEntry("status", "failed")
                .containsEntry("error_code", "reason_missing");
        assertThat(database.rows("dead_letter", tenant.id()))
                .allSatisfy(row -> assertThat(row).containsEntry("status", "dead"));
    }
}
