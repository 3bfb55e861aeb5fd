package dev.spillway.worker.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.alert.AlertKind;
import dev.spillway.platform.alert.AlertRule;
import dev.spillway.platform.id.Ids;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

/** How an alert begins, goes on and ends, whatever it is about. */
@CloudTest(parts = Part.DATABASE)
class AlertLifeIT {

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
    void whatRecoversBeforeTheHoldIsOverWasNoAlert() {
        TenantFixture tenant = database.tenant("sendgrid");
        fixture.traffic(tenant, "dead_letter", 50);
        fixture.look(tenant);
        assertThat(database.count("alert", tenant.id())).isEqualTo(1);

        fixture.pass(Duration.ofMinutes(20));
        fixture.look(tenant);

        assertThat(database.count("alert", tenant.id())).isZero();
        assertThat(database.count("outbox", tenant.id())).isZero();
    }

    @Test
    void whatTremblesOnTheThresholdRingsOnce() {
        TenantFixture tenant = database.tenant("sendgrid");
        AlertRule rule = new AlertRule(true, 10, 1, Duration.ofMinutes(1), Duration.ofMinutes(1));
        fixture.rule(tenant, AlertKind.DEAD_LETTERS_GROWING, rule);
        for (int look = 0; look < 12; look++) {
            // Nine is below the threshold and not below four fifths of it.
            fixture.traffic(tenant, "dead_letter", look % 2 == 0 ? 10 : 9);
            fixture.look(tenant);
            fixture.pass(Duration.ofMinutes(2));
        }

        assertThat(fixture.messages(tenant.id(), AlertKind.DEAD_LETTERS_GROWING)).isEmpty();
        fixture.traffic(tenant, "dead_letter", 10);
        fixture.look(tenant);
        fixture.pass(Duration.ofMinutes(1));
        fixture.traffic(tenant, "dead_letter", 10);
        fixture.look(tenant);
        for (int look = 0; look < 6; look++) {
            fixture.pass(Duration.ofMinutes(2));
            fixture.traffic(tenant, "dead_letter", 9);
            fixture.look(tenant);
        }
        assertThat(fixture.messages(tenant.id(), AlertKind.DEAD_LETTERS_GROWING)).hasSize(1);
    }

    @Test
    void itCanFireAgainUnderAnotherId() {
        TenantFixture tenant = database.tenant("sendgrid");
        for (int time = 0; time < 2; time++) {
            fixture.traffic(tenant, "dead_letter", 50);
            fixture.look(tenant);
            fixture.pass(Duration.ofMinutes(1));
            fixture.look(tenant);
            fixture.pass(Duration.ofMinutes(20));
            fixture.look(tenant);
            fixture.pass(Duration.ofMinutes(1));
            fixture.look(tenant);
        }

        assertThat(fixture.messages(tenant.id(), AlertKind.DEAD_LETTERS_GROWING)).hasSize(4);
        assertThat(database.count("alert", tenant.id())).isEqualTo(2);
    }

    @Test
    void aPausedSourceEndsItsAlerts() {
        TenantFixture tenant = database.tenant("sendgrid");
        fixture.traffic(tenant, "received", 200);
        fixture.traffic(tenant, "duplicate", 200);
        fixture.look(tenant);
        fixture.pass(Duration.ofMinutes(2));
        fixture.look(tenant);

        database.owner()
                .update(
                        "UPDATE source SET status = 'paused' WHERE tenant_id = ?",
                        (Object) Ids.bytes(tenant.id()));
        fixture.look(tenant);

        assertThat(fixture.messages(tenant.id(), AlertKind.DUPLICATE_STORM))
                .hasSize(2)
                .last()
                .asString()
                .contains("not_watched");
    }

    @Test
    void oneIsOpenAtATime() {
        TenantFixture tenant = database.tenant("sendgrid");
        fixture.traffic(tenant, "dead_letter", 50);
        fixture.look(tenant);

        assertThatThrownBy(() ->
                        database.owner()
                                .update(
                                        "INSERT INTO alert (tenant_id, id, kind, scope_id, status,"
                                                + " value, basis, threshold, breached_at, seen_at)"
                                                + " SELECT tenant_id, ?, kind, scope_id, status,"
                                                + " value, basis, threshold, breached_at, seen_at"
                                                + " FROM alert WHERE tenant_id = ?",
                                        Ids.bytes(Ids.next()),
                                        Ids.bytes(tenant.id())))
                .isInstanceOf(DuplicateKeyException.class);
    }
}
