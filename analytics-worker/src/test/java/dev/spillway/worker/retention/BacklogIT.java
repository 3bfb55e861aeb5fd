package dev.spillway.worker.retention;

import static dev.spillway.worker.fixture.LedgerAssert.assertThatLedger;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.store.StoreFixture;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is known for an hour is known after an outage of two. */
@CloudTest(parts = Part.DATABASE)
class BacklogIT {

    /** Of a sender that no preset knows, claims hold for an hour. */
    private static final Instant FIRST =
            Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(3));

    private static final Instant AGAIN = FIRST.plus(Duration.ofMinutes(30));

    private static WorkerDatabase database;
    private static StoreFixture fixture;

    private TenantFixture tenant;

    @BeforeAll
    static void open(TestCloud cloud) {
        database = WorkerDatabase.on(cloud.database());
        fixture = StoreFixture.on(database);
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @BeforeEach
    void theFirstIsStoredLate() {
        tenant = database.tenant("hmac");
        database.owner().update("DELETE FROM sweep");
        store(FIRST);
        assertThat(database.count("webhook_claim", tenant.id())).isEqualTo(1);
    }

    private void store(Instant receivedAt) {
        fixture.store(tenant.parcel(tenant.webhook().body("[]").receivedAt(receivedAt).build()));
    }

    private static void sweep(Instant stored) {
        RetentionFixture.chores(fixture.pool(), stored, Instant.now()).stream()
                .filter(chore -> chore.name().equals("webhook_claim"))
                .forEach(Chore::step);
    }

    @Test
    void whileItsRepetitionMayWaitAClaimStays() {
        sweep(AGAIN);

        store(AGAIN);

        assertThatLedger(database, tenant.id()).shows(2, 1, 1, 0);
    }

    @Test
    void onceEverythingOfItsTimeIsStoredItGoes() {
        sweep(FIRST.plus(Duration.ofMinutes(61)));

        assertThat(database.count("webhook_claim", tenant.id())).isZero();
    }
}
