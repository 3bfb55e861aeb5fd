package dev.spillway.worker.quarantine;

import static dev.spillway.worker.quarantine.QuarantineFixture.MOST_HELD;
import static dev.spillway.worker.quarantine.QuarantineFixture.all;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.signal.Quarantined;
import dev.spillway.worker.fixture.RefusedRequest;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.sql.UtcTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is kept of refused requests, how much of it, and for how long. */
@CloudTest(parts = Part.DATABASE)
class QuarantineHoldIT {

    private static WorkerDatabase database;
    private static QuarantineFixture quarantine;

    private TenantFixture tenant;

    @BeforeAll
    static void open(TestCloud cloud) {
        database = WorkerDatabase.on(cloud.database());
        quarantine = new QuarantineFixture(database);
    }

    @AfterAll
    static void close() {
        quarantine.close();
    }

    @BeforeEach
    void aTenantWithAWrongSecret() {
        tenant = quarantine.tenant();
    }

    @Test
    void aRequestIsHeldOnceHoweverOftenItsSignalComes() {
        RefusedRequest request = quarantine.hold(tenant);

        quarantine.hold(request);

        assertThat(database.row("quarantine", tenant.id()))
                .containsEntry("status", "held")
                .containsEntry("reason", "signature_invalid")
                .containsEntry("size_bytes", request.body().length)
                .containsEntry("received_at", UtcTime.column(Ids.madeAt(request.id())))
                .containsEntry(
                        "expires_at",
                        UtcTime.column(Ids.madeAt(request.id()).plus(Duration.ofDays(7))));
    }

    /** Both have looked before either has written. */
    @Test
    void aSignalThatTwoWorkersWereGivenAtOnceIsHeldOnce() {
        Quarantined signal = quarantine.refused(tenant).signal();

        IntStream.range(0, 8).parallel().forEach(_ -> quarantine.hold(signal));

        assertThat(database.count("quarantine", tenant.id())).isEqualTo(1);
    }

    @Test
    void aSignalOfWhatIsReleasedHoldsNothingAgain() {
        RefusedRequest request = quarantine.hold(tenant);
        quarantine.mend(tenant);
        quarantine.release(tenant, all());

        quarantine.hold(request);

        assertThat(quarantine.row(request.id())).containsEntry("status", "released");
    }

    @Test
    void aFloodFillsItsSourcesPartAndPushesNothingOut() {
        RefusedRequest genuine = quarantine.hold(tenant);
        double dropped = dropped("full");

        for (int i = 0; i < 2 * MOST_HELD; i++) {
            quarantine.hold(quarantine.refused(tenant).signedBy("junk"));
        }

        assertThat(database.count("quarantine", tenant.id())).isEqualTo(MOST_HELD);
        assertThat(quarantine.row(genuine.id())).containsEntry("status", "held");
        assertThat(dropped("full") - dropped).isEqualTo(MOST_HELD + 1.0);
        TenantFixture neighbour = quarantine.tenant();
        quarantine.hold(neighbour);
        assertThat(database.count("quarantine", neighbour.id())).isEqualTo(1);
        quarantine.discard(tenant, all());
        quarantine.hold(tenant);
        assertThat(database.count("quarantine", tenant.id())).isEqualTo(MOST_HELD + 1);
    }

    @Test
    void largeBodiesFillItSooner() {
        String large = "{\"pad\":\"%s\"}".formatted("x".repeat(300 * 1024));

        for (int i = 0; i < 6; i++) {
            quarantine.hold(quarantine.refused(tenant).body(large));
        }

        assertThat(database.count("quarantine", tenant.id())).isEqualTo(3);
    }

    private static double dropped(String reason) {
        return quarantine.counted("spillway.quarantine.dropped", "reason", reason);
    }

    @Test
    void whatHasExpiredIsNeitherReleasedNorKept() {
        for (int i = 0; i < 7; i++) {
            quarantine.hold(tenant);
        }
        quarantine.mend(tenant);
        database.owner()
                .update(
                        "UPDATE quarantine SET expires_at = ? WHERE tenant_id = ?",
                        UtcTime.column(Instant.now().minusSeconds(1)),
                        Ids.bytes(tenant.id()));
        TenantFixture other = quarantine.tenant();
        quarantine.hold(other);

        quarantine.assertCounts(quarantine.release(tenant, all()), 0, 0);
        quarantine.purge.purgeAll();

        assertThat(database.count("quarantine", tenant.id())).isZero();
        assertThat(database.count("quarantine", other.id())).isEqualTo(1);
        assertThat(database.count("webhook", tenant.id())).isZero();
    }

    @Test
    void whatWaitedOnTheQueueForTooLongIsNotKept() {
        double before = dropped("expired");

        quarantine.hold(
                quarantine.refused(tenant).receivedAt(Instant.now().minus(Duration.ofDays(8))));

        assertThat(database.count("quarantine", tenant.id())).isZero();
        assertThat(dropped("expired")).isEqualTo(before + 1);
    }

    /** With each request that is kept, all that its source holds is counted. */
    @Test
    void countingWhatASourceHoldsReadsAnIndexAndNoCiphertext() {
        quarantine.hold(tenant);
        database.owner().queryForList("ANALYZE TABLE quarantine");

        Map<String, Object> plan =
                database.owner()
                        .queryForMap(
                                "EXPLAIN SELECT COUNT(*), SUM(size_bytes) FROM quarantine"
                                        + " WHERE tenant_id = ? AND source_id = ? AND status = 'held'",
                                Ids.bytes(tenant.id()),
                                Ids.bytes(tenant.sourceId()));

        // MySQL explains in a sentence, MariaDB in columns.
        assertThat(plan.values().toString())
                .contains("quarantine_source")
                .containsPattern("(?i)covering index|using index");
    }

    @Test
    void signalsOfDifferentTenantsDoNotMeet() {
        TenantFixture other = quarantine.tenant();
        List<TenantFixture> both = List.of(tenant, other);

        both.forEach(quarantine::hold);

        both.forEach(each ->
                assertThat(database.row("quarantine", each.id()))
                        .containsEntry("source_id", Ids.bytes(each.sourceId())));
    }
}
