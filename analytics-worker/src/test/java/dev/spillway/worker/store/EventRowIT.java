package dev.spillway.worker.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.plan.Plan;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What stands in an event's row and in which buckets it counts. */
@CloudTest(parts = Part.DATABASE)
class EventRowIT {

    private static final Instant RECEIVED = Instant.parse("2026-11-21T10:00:05.250Z");

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

    private static void store(TenantFixture tenant, String body) {
        fixture.store(tenant.parcel(tenant.webhook().receivedAt(RECEIVED).body(body).build()));
    }

    private static String times(TenantFixture tenant) {
        return database.text(
                "SELECT CONCAT(occurred_at, ' / ', received_at) FROM event WHERE tenant_id = ?",
                tenant.id());
    }

    private static List<String> hours(TenantFixture tenant) {
        return database.owner()
                .queryForList(
                        "SELECT DATE_FORMAT(bucket, '%Y-%m-%d %H') FROM event_rollup"
                                + " WHERE grain = 'hour' AND tenant_id = ?",
                        String.class, Ids.bytes(tenant.id()));
    }

    @Test
    void vendorsTimeAndThatOfTheReceiptAreBothKeptAndTheFirstOneCounts() {
        TenantFixture tenant = database.tenant("sendgrid");

        store(tenant, "[{\"event\":\"open\",\"timestamp\":1763700000}]");

        assertThat(times(tenant)).isEqualTo("2025-11-21 04:40:00.000 / 2026-11-21 10:00:05.250");
        assertThat(hours(tenant)).containsExactly("2025-11-21 04");
    }

    @Test
    void absurdClockIsClampedToTheReceiptAndMarked() {
        TenantFixture tenant = database.tenant("sendgrid");

        store(tenant, "[{\"event\":\"open\",\"timestamp\":4102444800}]");

        assertThat(times(tenant)).isEqualTo("2026-11-21 10:00:05.250 / 2026-11-21 10:00:05.250");
        assertThat(hours(tenant)).containsExactly("2026-11-21 10");
        assertThat(database.row("event", tenant.id()).get("description"))
                .asString()
                .contains("[vendor's clock: 2100-01-01T00:00:00Z]");
    }

    @Test
    void sourceIsUnderstoodByTheMappingInItsSettings() {
        TenantFixture tenant =
                database.tenant(
                        Plan.GROWTH,
                        "hmac",
                        """
                        {"mapping": {"type": "/kind", "types": {"sale": "ordered"},
                          "channel": "commerce", "occurredAt": "/at", "campaign": "/from",
                          "amount": "/sum", "currency": "EUR"}}
                        """);
        TenantFixture without = database.tenant("hmac");
        String body = "{\"kind\":\"sale\",\"at\":1763700000,\"from\":\"spring\",\"sum\":12.5}";

        store(tenant, body);
        store(without, body);

        assertThat(database.row("event", tenant.id()))
                .containsEntry("type", "ordered")
                .containsEntry("channel", "commerce")
                .containsEntry("amount", 1_250L)
                .containsEntry("currency", "EUR");
        assertThat(database.row("webhook", tenant.id())).containsEntry("outcome", "normalised");
        assertThat(hours(tenant)).containsExactly("2025-11-21 04");
        assertThat(database.row("event", without.id())).containsEntry("type", "unknown");
    }
}
