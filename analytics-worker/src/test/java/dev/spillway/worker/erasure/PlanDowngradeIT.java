package dev.spillway.worker.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.plan.Plan;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * After a change to a smaller plan older webhooks are still there while younger ones have gone, and
 * the events of those are found all the same.
 */
@CloudTest(parts = Part.DATABASE)
class PlanDowngradeIT {

    private static final String ANA = "ana@erase.example";

    /** Somebody else's click, in whose link she is. */
    private static final String BODY =
            """
            [{"event":"click","email":"bob@erase.example","timestamp":%d,"sg_event_id":"%s",\
            "url":"https://shop.example/?friend=ana%%40erase.example"}]\
            """;

    private static WorkerDatabase database;
    private static ErasureFixture erasure;

    private TenantFixture tenant;

    @BeforeAll
    static void open(TestCloud cloud) {
        database = WorkerDatabase.on(cloud.database());
        erasure = new ErasureFixture(database);
    }

    @AfterAll
    static void close() {
        erasure.close();
    }

    @BeforeEach
    void aTenant() {
        tenant = database.tenant(Plan.SCALE, "sendgrid", "{}");
    }

    /** Received so many days ago. */
    private UUID receivedAgo(int days) {
        Instant then = Instant.now().minus(Duration.ofDays(days));
        UUID id =
                new UUID(
                        Ids.firstAt(then).getMostSignificantBits(),
                        Ids.next().getLeastSignificantBits());
        erasure.store.store(
                tenant.parcel(
                        tenant.webhook()
                                .id(id)
                                .receivedAt(then)
                                .body(BODY.formatted(then.getEpochSecond(), id))
                                .build()));
        return id;
    }

    /** As if its day had been dropped. */
    private static void expires(UUID webhook) {
        database.owner().update("DELETE FROM webhook WHERE id = ?", (Object) Ids.bytes(webhook));
    }

    private String url(UUID webhook) {
        return database.owner()
                .queryForObject(
                        "SELECT url FROM event WHERE tenant_id = ? AND webhook_id = ?",
                        String.class,
                        Ids.bytes(tenant.id()),
                        Ids.bytes(webhook));
    }

    @Test
    void anEventWhoseWebhookIsGoneIsFoundThoughAnOlderWebhookIsThere() {
        UUID ofTheLargerPlan = receivedAgo(80);
        UUID ofTheSmaller = receivedAgo(40);
        UUID young = receivedAgo(2);
        expires(ofTheSmaller);

        UUID job = erasure.erase(tenant, ANA);

        assertThat(erasure.jobs.row(job))
                .containsEntry("status", "done")
                .containsEntry("failed", 0L);
        assertThat(url(ofTheSmaller)).contains("redacted").doesNotContain("ana");
        assertThat(url(ofTheLargerPlan)).contains("redacted");
        assertThat(url(young)).contains("redacted");
        assertThat(Dump.places(database, ANA)).isEmpty();
    }

    @Test
    void withoutAnyWebhookAllEventsAreSearched() {
        UUID webhook = receivedAgo(100);
        expires(webhook);

        erasure.erase(tenant, ANA);

        assertThat(url(webhook)).contains("redacted");
    }

    @Test
    void anotherTenantsOldEventsAreNotTouched() {
        UUID theirs = receivedAgo(50);
        expires(theirs);
        TenantFixture they = tenant;
        tenant = database.tenant(Plan.SCALE, "sendgrid", "{}");
        expires(receivedAgo(50));

        erasure.erase(tenant, ANA);

        tenant = they;
        assertThat(url(theirs)).contains("ana%40erase.example");
        erasure.erase(they, ANA);
    }
}
