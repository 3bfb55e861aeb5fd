package dev.spillway.worker.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.plan.Plan;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import java.sql.Date;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How long something is kept was its plan's to say when it came, whatever the plan is today. */
@CloudTest(parts = Part.DATABASE)
class PlanChangeIT {

    private static WorkerDatabase database;
    private static ReplayFixture fixture;

    @BeforeAll
    static void open(TestCloud cloud) {
        database = WorkerDatabase.on(cloud.database());
        fixture = new ReplayFixture(database);
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    /** As if it had been kept from another day on, or by another plan. */
    private static void webhookExpires(TenantFixture tenant, LocalDate day) {
        database.owner()
                .update(
                        "UPDATE webhook SET expires_on = ? WHERE tenant_id = ?",
                        day,
                        Ids.bytes(tenant.id()));
    }

    private static LocalDate eventExpiry(TenantFixture tenant) {
        return ((Date) database.row("event", tenant.id()).get("expires_on")).toLocalDate();
    }

    /** A day that is gone by would be dropped with what was counted of it. */
    @Test
    void whatIsNormalisedAgainOutlivesItsWebhook() {
        TenantFixture tenant = database.tenant(Plan.STARTER, ReplayFixture.UNHEARD_OF, "{}");
        Instant then = Instant.now().minus(Duration.ofDays(100));
        fixture.store(tenant, fixture.webhook(tenant, then, "open e1").build());
        webhookExpires(tenant, today().plusDays(20));
        fixture.nowSpeaks(tenant, "sendgrid");

        fixture.replayAll(tenant);

        assertThat(eventExpiry(tenant)).isEqualTo(today().plusDays(20));
    }

    @Test
    void elseItIsKeptByThePlanOfToday() {
        TenantFixture tenant = database.tenant(Plan.STARTER, ReplayFixture.UNHEARD_OF, "{}");
        Instant then = Instant.now().minus(Duration.ofDays(10));
        fixture.store(tenant, fixture.webhook(tenant, then, "open e1").build());
        fixture.nowSpeaks(tenant, "sendgrid");

        fixture.replayAll(tenant);

        assertThat(eventExpiry(tenant))
                .isEqualTo(
                        LocalDate.ofInstant(then, ZoneOffset.UTC)
                                .plusDays(Plan.STARTER.eventDays()));
    }
}
