package dev.spillway.worker.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.alert.AlertKind;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sources that have fallen silent, and those that only look so. */
@CloudTest(parts = Part.DATABASE)
class SilenceIT {

    private static WorkerDatabase database;
    private static AlertFixture fixture;

    @BeforeAll
    static void open(TestCloud cloud) {
        database = WorkerDatabase.on(cloud.database());
        fixture = new AlertFixture(database);
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @BeforeEach
    void restart() {
        fixture.restart();
    }

    @Test
    void aSourceWithoutAHabitIsNotSilent() {
        TenantFixture young = database.tenant("sendgrid");
        fixture.habit(young, 3, 100);
        TenantFixture sundays = database.tenant("sendgrid");
        fixture.habit(sundays, 6, 100);
        TenantFixture small = database.tenant("sendgrid");
        fixture.habit(small, 7, 19);

        for (TenantFixture tenant : List.of(young, sundays, small)) {
            fixture.look(tenant);
            assertThat(fixture.alerts(tenant.id(), AlertKind.SOURCE_SILENT)).isEmpty();
        }
    }

    @Test
    void aSourceWhoseRequestsAreAllRefusedIsNotSilent() {
        TenantFixture tenant = database.tenant("sendgrid");
        fixture.habit(tenant, 7, 100);
        fixture.refused(tenant, "signature_invalid", 60);

        fixture.look(tenant);

        assertThat(fixture.alerts(tenant.id(), AlertKind.SOURCE_SILENT)).isEmpty();
    }

    @Test
    void aSilentSourceStaysSoAtAnHourAtWhichNothingIsExpected() {
        TenantFixture tenant = database.tenant("sendgrid");
        fixture.habit(tenant, 7, 100);
        fixture.look(tenant);
        fixture.pass(Duration.ofMinutes(10));
        fixture.look(tenant);

        fixture.pass(Duration.ofHours(10));
        fixture.look(tenant);
        fixture.pass(Duration.ofMinutes(20));
        fixture.look(tenant);

        assertThat(fixture.messages(tenant.id(), AlertKind.SOURCE_SILENT)).hasSize(1);
    }

    /** What waits in a queue is not counted yet. */
    @Test
    void nobodyIsSilentWhileTheDrainIsBehind() {
        TenantFixture tenant = database.tenant("sendgrid");
        fixture.habit(tenant, 7, 100);
        fixture.drainIsBehind(Duration.ofMinutes(11));
        fixture.look(tenant);
        assertThat(fixture.alerts(tenant.id(), AlertKind.SOURCE_SILENT)).isEmpty();

        fixture.drainIsBehind(Duration.ofMinutes(9));
        fixture.look(tenant);
        assertThat(fixture.alerts(tenant.id(), AlertKind.SOURCE_SILENT)).hasSize(1);
    }
}
