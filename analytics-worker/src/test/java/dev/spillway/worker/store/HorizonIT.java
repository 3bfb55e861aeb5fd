package dev.spillway.worker.store;

import static dev.spillway.worker.fixture.LedgerAssert.assertThatLedger;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WebhookBuilder;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.identity.Horizons;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How long a webhook is known, by the times of receipt. */
@CloudTest(parts = Part.DATABASE)
class HorizonIT {

    private static StoreFixture fixture;
    private static WorkerDatabase database;

    @BeforeAll
    static void open(TestCloud cloud) {
        database = WorkerDatabase.on(cloud.database());
        fixture = StoreFixture.on(database);
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @Test
    void fingerprintHoldsForItsWindowAndIsTakenOverAfterwards() {
        TenantFixture tenant = database.tenant("hmac");
        Instant start = Instant.parse("2026-11-20T10:00:00Z");
        List<Duration> after =
                List.of(
                        Duration.ZERO,
                        Duration.ofMinutes(59),
                        Duration.ofMinutes(60),
                        Duration.ofMinutes(119),
                        Duration.ofHours(5));

        after.forEach(delay ->
                fixture.store(
                        tenant.parcel(
                                tenant.webhook()
                                        .body("[]")
                                        .receivedAt(start.plus(delay))
                                        .build())));

        assertThatLedger(database, tenant.id()).shows(5, 3, 2, 0);
    }

    /** SendGrid tries for a day; its events have neither id nor time that would tell. */
    @Test
    void vendorsRetryIsADuplicateOverHisWholeHorizon() {
        TenantFixture tenant = database.tenant("sendgrid");
        Instant start = Instant.parse("2026-11-18T10:00:00Z");

        for (int hours : new int[] {0, 2, 24, 35, 37}) {
            Instant at = start.plus(Duration.ofHours(hours));
            WebhookBuilder retry = tenant.webhook().body("[{\"event\":\"open\"}]");
            fixture.store(tenant.parcel(retry.receivedAt(at).build()));
        }

        assertThatLedger(database, tenant.id()).shows(5, 2, 3, 0);
        assertThat(database.count("event", tenant.id())).isEqualTo(2);
    }

    @Test
    void operatorsHaveTheLastWordOnAHorizon() {
        TenantFixture tenant = database.tenant("sendgrid");
        Instant start = Instant.parse("2026-11-18T10:00:00Z");
        Horizons horizons =
                new Horizons(Duration.ofHours(1), Map.of("sendgrid", Duration.ofHours(3)));

        try (StoreFixture configured = StoreFixture.on(database, horizons)) {
            for (int hours : new int[] {0, 2, 3}) {
                Instant at = start.plus(Duration.ofHours(hours));
                configured.store(tenant.parcel(tenant.webhook().body("[]").receivedAt(at).build()));
            }
        }

        assertThatLedger(database, tenant.id()).shows(3, 2, 1, 0);
    }

    @Test
    void aBacklogInOneBatchIsJudgedByTimeOfReceipt() {
        TenantFixture tenant = database.tenant("hmac");
        Instant start = Instant.parse("2026-11-20T10:00:00Z");
        List<Webhook> backlog = new ArrayList<>();
        for (int minutes : new int[] {300, 0, 59, 119, 60}) {
            backlog.add(
                    tenant.webhook()
                            .body("[]")
                            .receivedAt(start.plus(Duration.ofMinutes(minutes)))
                            .build());
        }

        fixture.store(tenant.parcel(backlog));

        assertThatLedger(database, tenant.id()).shows(5, 3, 2, 0);
        fixture.store(
                tenant.parcel(
                        tenant.webhook()
                                .body("[]")
                                .receivedAt(start.plus(Duration.ofMinutes(301)))
                                .build()));
        assertThatLedger(database, tenant.id()).shows(6, 3, 3, 0);
    }

    /** As when a dead letter is replayed, or a quarantined request released. */
    @Test
    void whatComesLateIsADuplicateOnlyOfWhatWasReceivedAroundIt() {
        TenantFixture tenant = database.tenant("hmac");
        Instant late = Instant.parse("2026-11-20T15:00:00Z");
        storeAt(tenant, late);

        storeAt(tenant, late.minus(Duration.ofMinutes(60)));
        assertThatLedger(database, tenant.id()).shows(2, 2, 0, 0);
        storeAt(tenant, late.minus(Duration.ofMinutes(59)));
        assertThatLedger(database, tenant.id()).shows(3, 2, 1, 0);

        storeAt(tenant, late.plus(Duration.ofMinutes(59)));
        assertThatLedger(database, tenant.id()).shows(4, 2, 2, 0);
        storeAt(tenant, late.plus(Duration.ofMinutes(60)));
        assertThatLedger(database, tenant.id()).shows(5, 3, 2, 0);
    }

    @Test
    void oldOnesThatComeTogetherAreDuplicatesOfEachOtherAndOfTheLaterOne() {
        TenantFixture tenant = database.tenant("hmac");
        Instant late = Instant.parse("2026-11-20T15:00:00Z");
        storeAt(tenant, late);

        storeAt(
                tenant,
                late.minus(Duration.ofMinutes(30)),
                late.minus(Duration.ofMinutes(200)),
                late.minus(Duration.ofMinutes(190)),
                late.plus(Duration.ofMinutes(10)));

        assertThatLedger(database, tenant.id()).shows(5, 2, 3, 0);
        storeAt(tenant, late.plus(Duration.ofMinutes(20)));
        assertThatLedger(database, tenant.id()).shows(6, 2, 4, 0);
    }

    private static void storeAt(TenantFixture tenant, Instant... times) {
        fixture.store(
                tenant.parcel(
                        Arrays.stream(times)
                                .map(at -> tenant.webhook().body("[]").receivedAt(at).build())
                                .toList()));
    }

    @Test
    void anEventOfALateOlderWebhookIsTheOneThatIsKnown() {
        TenantFixture tenant = database.tenant("sendgrid");
        Instant late = Instant.parse("2026-11-20T15:00:00Z");
        String event = "[{\"event\":\"open\",\"timestamp\":1763700000,\"sg_event_id\":\"e1\"}]";

        for (int days : new int[] {0, 9}) {
            Instant at = late.minus(Duration.ofDays(days));
            fixture.store(tenant.parcel(tenant.webhook().body(event).receivedAt(at).build()));
        }

        assertThatLedger(database, tenant.id()).shows(2, 2, 0, 0);
        assertThat(database.count("event", tenant.id())).isEqualTo(1);
    }
}
