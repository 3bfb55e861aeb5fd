package dev.spillway.worker.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.alert.AlertKind;
import dev.spillway.worker.drain.DrainingWorker;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No tenant hears that his sources are silent because it is us who did not listen. */
@CloudTest(parts = Part.DATABASE)
class OwnOutageIT {

    private static final Duration HOLD = AlertKind.SOURCE_SILENT.standard().hold();

    private static WorkerDatabase database;
    private static AlertFixture fixture;
    private static HikariDataSource pool;

    private TenantFixture tenant;
    private DrainingWorker worker;

    @BeforeAll
    static void open(TestCloud cloud) {
        database = WorkerDatabase.on(cloud.database());
        fixture = new AlertFixture(database);
        pool = database.pool();
    }

    @AfterAll
    static void close() {
        fixture.close();
        pool.close();
    }

    /** 10:25, a source that usually sends a hundred an hour, and one worker. */
    @BeforeEach
    void aWorkerAndASourceWithAHabit() {
        fixture.restart();
        database.owner().update("DELETE FROM drain_report");
        tenant = database.tenant("sendgrid");
        fixture.habit(tenant, 7, 100);
        worker = started();
    }

    private static DrainingWorker started() {
        return new DrainingWorker(pool, fixture::now);
    }

    private void look() {
        fixture.look(tenant, worker.backlog());
    }

    /** As often as it takes for an alert to fire. */
    private void lookForAWhile() {
        for (int look = 0; look < 3; look++) {
            worker.reports();
            look();
            fixture.pass(HOLD);
        }
    }

    private static long firing(TenantFixture tenant) {
        return fixture.alerts(tenant.id(), AlertKind.SOURCE_SILENT).stream()
                .filter(alert -> "firing".equals(alert.get("status")))
                .count();
    }

    private static int known(TenantFixture tenant) {
        return fixture.alerts(tenant.id(), AlertKind.SOURCE_SILENT).size();
    }

    @Test
    void whileNobodyReceivesNobodyIsSilent() {
        worker.receives();
        fixture.pass(Duration.ofMinutes(11));

        lookForAWhile();

        assertThat(known(tenant)).isZero();
    }

    @Test
    void aWorkerThatWasDownKnowsNothingUntilItHasReceived() {
        worker.receives();
        worker.reports();
        fixture.pass(Duration.ofMinutes(25));
        worker = started();

        worker.reports();
        look();
        assertThat(known(tenant)).isZero();

        worker.receives();
        worker.reports();
        look();
        assertThat(known(tenant)).isEqualTo(1);
    }

    @Test
    void aDrainThatNeverReceivedAnythingFindsNobodySilent() {
        lookForAWhile();

        assertThat(known(tenant)).isZero();
    }

    /** The queue is empty because all that waited is in another worker's hand. */
    @Test
    void whatAnotherWorkerHasInHandIsMissedByNobody() {
        DrainingWorker other = started();
        other.receives(Duration.ofMinutes(30));
        other.reports();
        worker.receives();
        worker.reports();
        look();
        assertThat(known(tenant)).isZero();

        other.stores();
        other.reports();
        look();
        assertThat(known(tenant)).isEqualTo(1);
    }

    /** It died with messages in hand: others receive them once they can be seen again. */
    @Test
    void aDeadWorkersHandIsForgottenAfterAWhile() {
        DrainingWorker other = started();
        other.receives(Duration.ofMinutes(30));
        other.reports();
        fixture.pass(Duration.ofMinutes(9));
        worker.receives();
        worker.reports();
        look();
        assertThat(known(tenant)).isZero();

        fixture.pass(Duration.ofMinutes(2));
        worker.receives();
        worker.reports();
        look();
        assertThat(known(tenant)).isEqualTo(1);
    }

    /** What waited is counted by then, in the hours in which it was received by the door. */
    @Test
    void afterwardsItIsJudgedByAllThatCame() {
        TenantFixture sound = tenant;
        TenantFixture silent = database.tenant("sendgrid");
        fixture.habit(silent, 7, 100);
        worker.receives();
        fixture.pass(Duration.ofMinutes(75));
        fixture.habit(sound, 7, 100);
        fixture.habit(silent, 7, 100);
        Instant outage = fixture.now().minus(Duration.ofMinutes(70));
        worker.receives(Duration.ofMinutes(70));
        for (TenantFixture each : List.of(sound, silent)) {
            worker.reports();
            fixture.look(each, worker.backlog());
            assertThat(known(each)).as("while the backlog is drained").isZero();
        }

        fixture.traffic(sound, outage, "received", "", 60);
        fixture.traffic(sound, "received", 60);
        worker.stores();
        for (int look = 0; look < 3; look++) {
            worker.receives();
            worker.reports();
            fixture.look(sound, worker.backlog());
            fixture.look(silent, worker.backlog());
            fixture.pass(HOLD);
        }

        assertThat(known(sound)).isZero();
        assertThat(firing(silent)).isEqualTo(1);
    }

    /** The last minutes of an hour are not stored yet: it is not over, as far as is known. */
    @Test
    void itIsJudgedAsOfTheMomentUpToWhichAllIsStored() {
        fixture.pass(Duration.ofMinutes(-27));
        worker.receives();
        fixture.pass(Duration.ofMinutes(5));
        worker.reports();
        look();
        assertThat(known(tenant)).as("at 10:03, of what was sent until 9:58").isZero();

        worker.receives();
        worker.reports();
        look();
        assertThat(known(tenant)).isEqualTo(1);
    }

    /** A receive that brings nothing is one that went well. */
    @Test
    void whileTheQueueIsWellASourceThatAloneIsSilentIsFound() {
        TenantFixture other = database.tenant("sendgrid");
        fixture.habit(other, 7, 100);
        fixture.traffic(other, "received", 100);
        for (int look = 0; look < 3; look++) {
            worker.receives();
            worker.reports();
            look();
            fixture.look(other, worker.backlog());
            fixture.pass(HOLD);
        }

        assertThat(firing(tenant)).isEqualTo(1);
        assertThat(known(other)).isZero();
    }

    /** Neither begun nor ended by an outage of ours. */
    @Test
    void whatFiresGoesOnFiring() {
        for (int look = 0; look < 3; look++) {
            worker.receives();
            worker.reports();
            look();
            fixture.pass(HOLD);
        }
        assertThat(firing(tenant)).isEqualTo(1);

        fixture.pass(Duration.ofMinutes(30));
        lookForAWhile();

        assertThat(firing(tenant)).isEqualTo(1);
        assertThat(fixture.messages(tenant.id(), AlertKind.SOURCE_SILENT)).hasSize(1);
    }
}
