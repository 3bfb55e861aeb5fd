package dev.spillway.worker.deadletter;

import static dev.spillway.worker.fixture.LedgerAssert.assertThatLedger;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.job.DeadLetterSelection;
import dev.spillway.platform.job.JobKind;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.job.Job;
import dev.spillway.worker.job.Progress;
import dev.spillway.worker.store.StoreFixture;
import dev.spillway.worker.store.TransactionBound;
import java.time.Instant;
import java.util.Collections;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Letters are small while they are compressed; a step holds what is in them. */
@CloudTest(parts = Part.DATABASE)
class LargeLettersIT {

    private static final int LETTERS = 8;
    private static final int EVENTS = 9;

    /** Of three webhooks with their events. */
    private static final TransactionBound BOUND = new TransactionBound(3 * (1 + EVENTS), 1 << 20);

    private WorkerDatabase database;
    private LetterFixture letters;
    private TenantFixture tenant;

    @BeforeEach
    void lettersOfManyEvents(TestCloud cloud) {
        database = WorkerDatabase.on(cloud.database());
        letters = new LetterFixture(database, StoreFixture.on(database, BOUND));
        tenant = database.tenant("sendgrid");
        letters.fallIll();
        String body = String.join(",", Collections.nCopies(EVENTS, "{\"event\":\"open\"}"));
        for (int i = 0; i < LETTERS; i++) {
            letters.store.store(
                    tenant.parcel(
                            tenant.webhook()
                                    .eventKey(Ids.next().toString())
                                    .path(LetterFixture.SICK)
                                    .body("[" + body + "]")
                                    .build()));
        }
        letters.cure();
    }

    @AfterEach
    void close() {
        database.owner().update("DELETE FROM job");
        letters.close();
    }

    @Test
    void stepCoversAsManyLettersAsTheirEventsLeaveRoomFor() {
        Progress progress = letters.store.inTransaction(letters.replay().next(job(), 50)::write);

        assertThat(progress.done()).isEqualTo(3);
        assertThat(progress.skipped()).isZero();
        assertThat(progress.place()).isEqualTo(letters.letters(tenant).get(2).toString());
        assertThatLedger(database, tenant.id()).shows(LETTERS, 3, 0, LETTERS - 3);
    }

    @Test
    void jobOfSuchStepsStoresEachLetterOnce() {
        UUID job = letters.replayAll(tenant);

        assertThat(letters.jobs.row(job))
                .containsEntry("status", "done")
                .containsEntry("done", (long) LETTERS)
                .containsEntry("skipped", 0L);
        assertThatLedger(database, tenant.id()).shows(LETTERS, LETTERS, 0, 0);
        assertThat(database.count("event", tenant.id())).isEqualTo(LETTERS * (long) EVENTS);
    }

    private Job job() {
        DeadLetterSelection all = DeadLetterSelection.all(LetterFixture.soon());
        return new Job(
                tenant.id(),
                Ids.next(),
                JobKind.DEAD_LETTER_REPLAY,
                JsonMapper.shared().writeValueAsString(all),
                null,
                false,
                Instant.now());
    }
}
