package dev.spillway.worker.replay;

import static dev.spillway.worker.fixture.LedgerAssert.assertThatLedger;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.job.JobKind;
import dev.spillway.platform.job.WebhookSelection;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.job.Job;
import dev.spillway.worker.job.Progress;
import dev.spillway.worker.store.StoreFixture;
import dev.spillway.worker.store.TransactionBound;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** However much a tenant's webhooks hold, a step of his job holds no more than a batch. */
@CloudTest(parts = Part.DATABASE)
class LargeReplayIT {

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private static final int WEBHOOKS = 8;
    private static final int EVENTS = 9;

    /** Of three webhooks with their events. */
    private static final int ROWS = 3 * (1 + EVENTS);

    private static WorkerDatabase database;
    private static ReplayFixture fixture;

    @BeforeAll
    static void open(TestCloud cloud) {
        database = WorkerDatabase.on(cloud.database());
        fixture = narrow(new TransactionBound(ROWS, 1 << 20));
    }

    private static ReplayFixture narrow(TransactionBound bound) {
        return new ReplayFixture(database, StoreFixture.on(database, bound));
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @AfterEach
    void nothingWaits() {
        database.owner().update("DELETE FROM job");
    }

    @Test
    void stepCoversAsManyWebhooksAsTheirEventsLeaveRoomFor() {
        TenantFixture tenant = tenantWithWebhooks(ReplayFixture.UNHEARD_OF);
        fixture.nowSpeaks(tenant, "sendgrid");

        Progress first = step(fixture, tenant, null);
        Progress second = step(fixture, tenant, first.place());

        assertThat(List.of(first.done(), second.done())).containsExactly(3L, 3L);
        assertThat(List.of(first.skipped(), second.skipped())).containsOnly(0L);
        assertThat(database.count("event", tenant.id()))
                .as("what is not covered is as it was")
                .isEqualTo(6 * EVENTS + 2);
    }

    /** A mapping that finds nothing any more is no way to have all of it in memory. */
    @Test
    void whatIsKnownNeedsRoomTooThoughNothingOfItIsFoundNow() {
        TenantFixture tenant = tenantWithWebhooks("sendgrid");
        fixture.nowSpeaks(tenant, ReplayFixture.UNHEARD_OF);

        Progress first = step(fixture, tenant, null);

        assertThat(first.done()).isEqualTo(3);
        assertThat(database.count("event", tenant.id()))
                .isEqualTo(3 + (WEBHOOKS - 3) * (long) EVENTS);
    }

    @Test
    void webhookThatIsTooLargeByItselfIsAStepOfItsOwn() {
        TenantFixture tenant = tenantWithWebhooks(ReplayFixture.UNHEARD_OF);
        fixture.nowSpeaks(tenant, "sendgrid");
        try (ReplayFixture narrower = narrow(new TransactionBound(ROWS, 1))) {
            assertThat(step(narrower, tenant, null).done()).isEqualTo(1);
        }
    }

    @Test
    void jobOfSuchStepsLeavesNothingOutAndCountsNothingTwice() {
        TenantFixture tenant = tenantWithWebhooks(ReplayFixture.UNHEARD_OF);
        fixture.nowSpeaks(tenant, "sendgrid");

        UUID job = fixture.replayAll(tenant);
        UUID again = fixture.replayAll(tenant);

        assertThat(fixture.jobs.row(job))
                .containsEntry("status", "done")
                .containsEntry("done", (long) WEBHOOKS)
                .containsEntry("skipped", 0L);
        assertThat(fixture.jobs.row(again))
                .containsEntry("done", 0L)
                .containsEntry("skipped", (long) WEBHOOKS);
        assertThat(database.count("event", tenant.id())).isEqualTo(WEBHOOKS * (long) EVENTS);
        assertThat(fixture.seen(tenant)).isEqualTo(fixture.counted(tenant));
        assertThatLedger(database, tenant.id()).balances();
    }

    private static TenantFixture tenantWithWebhooks(String provider) {
        TenantFixture tenant = database.tenant(provider);
        for (int i = 0; i < WEBHOOKS; i++) {
            String prefix = "open w" + i + "e";
            String[] events =
                    IntStream.range(0, EVENTS).mapToObj(e -> prefix + e).toArray(String[]::new);
            fixture.store(
                    tenant, fixture.webhook(tenant, NOW.minusSeconds(60 - i), events).build());
        }
        return tenant;
    }

    private static Progress step(
            ReplayFixture worker, TenantFixture tenant, @Nullable String place) {
        WebhookSelection all =
                new WebhookSelection(null, null, null, null, null, ReplayFixture.soon());
        Job job =
                new Job(
                        tenant.id(),
                        Ids.next(),
                        JobKind.WEBHOOK_REPLAY,
                        JsonMapper.shared().writeValueAsString(all),
                        place,
                        false,
                        NOW);
        return worker.store.inTransaction(worker.replayHandler().next(job, 50)::write);
    }
}
