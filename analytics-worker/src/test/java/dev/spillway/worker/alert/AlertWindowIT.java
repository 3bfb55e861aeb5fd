package dev.spillway.worker.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.alert.AlertKind;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of a long window what is over is not read at every look. */
@CloudTest(parts = Part.DATABASE)
class AlertWindowIT {

    private static WorkerDatabase database;
    private static AlertFixture fixture;

    private Readings readings;
    private TenantFixture tenant;

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
    void oneWorker() {
        fixture.restart();
        readings = fixture.readings();
        tenant = database.tenant("sendgrid");
    }

    /** Of how many messages the complaints are. */
    private long delivered() {
        return basis(AlertKind.COMPLAINT_RATE);
    }

    private long basis(AlertKind kind) {
        return readings.of(fixture.watched(tenant), fixture.now(), fixture.now()).stream()
                .filter(reading -> reading.kind() == kind)
                .findFirst()
                .orElseThrow()
                .basis();
    }

    private void deliveredAgo(Duration ago, long messages) {
        fixture.pass(ago.negated());
        fixture.events(tenant, "delivered", messages);
        fixture.pass(ago);
    }

    @Test
    void allHoursOfTheWindowCountAndNoOther() {
        deliveredAgo(Duration.ofHours(25), 1_000_000);
        deliveredAgo(Duration.ofHours(24), 1);
        deliveredAgo(Duration.ofHours(7), 20);
        deliveredAgo(Duration.ofHours(2), 300);
        deliveredAgo(Duration.ofHours(1), 4_000);
        deliveredAgo(Duration.ZERO, 50_000);

        assertThat(delivered()).isEqualTo(54_321);
    }

    @Test
    void whatIsOverIsReadOnceInAWhileAndWhatGoesOnEachTime() {
        deliveredAgo(Duration.ofHours(10), 100);
        assertThat(delivered()).isEqualTo(100);

        deliveredAgo(Duration.ofHours(10), 20);
        deliveredAgo(Duration.ofHours(1), 3);
        deliveredAgo(Duration.ZERO, 4);
        assertThat(delivered()).as("without what came late").isEqualTo(107);

        fixture.pass(Duration.ofMinutes(15));
        assertThat(delivered()).isEqualTo(127);
    }

    /** The window moves on with the hour, and what is kept with it. */
    @Test
    void theNextHourHasAWindowOfItsOwn() {
        deliveredAgo(Duration.ofHours(24), 100);
        deliveredAgo(Duration.ofHours(1), 3);
        fixture.pass(Duration.ofMinutes(34));
        assertThat(delivered()).isEqualTo(103);

        fixture.pass(Duration.ofMinutes(2));
        deliveredAgo(Duration.ofHours(2), 4);
        assertThat(delivered()).isEqualTo(7);
    }

    @Test
    void oneTenantsSumsAreNotAnothers() {
        deliveredAgo(Duration.ofHours(10), 100);
        assertThat(delivered()).isEqualTo(100);

        tenant = database.tenant("sendgrid");

        assertThat(delivered()).isZero();
    }

    /** The days before do not change while an hour is compared with them. */
    @Test
    void aSourcesHabitIsReadOnceInAWhileAndWhatComesEachTime() {
        fixture.habit(tenant, 7, 100);
        assertThat(basis(AlertKind.SOURCE_SILENT)).isEqualTo(100);

        fixture.habit(tenant, 7, 100);
        fixture.traffic(tenant, "received", 50);
        Reading reading =
                readings.of(fixture.watched(tenant), fixture.now(), fixture.now()).stream()
                        .filter(each -> each.kind() == AlertKind.SOURCE_SILENT)
                        .findFirst()
                        .orElseThrow();
        assertThat(reading.basis()).isEqualTo(100);
        assertThat(reading.value()).isEqualTo(0.5);

        fixture.pass(Duration.ofMinutes(15));
        assertThat(basis(AlertKind.SOURCE_SILENT)).isEqualTo(200);
        assertThat(fixture.now()).isBefore(Instant.parse("2026-11-18T11:00:00Z"));
    }
}
