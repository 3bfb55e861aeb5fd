package dev.spillway.worker.store;

import static dev.spillway.worker.fixture.LedgerAssert.assertThatLedger;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Parcel;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.people.PeopleFixture;
import dev.spillway.worker.sql.UtcTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From parcels to people, and again from stored events to the same people. */
@CloudTest(parts = Part.DATABASE)
class CampaignPeopleIT {

    private static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");
    private static final Instant ELEVEN = TEN.plus(Duration.ofHours(1));
    private static final String SPRING = "Spring launch";

    private static WorkerDatabase database;
    private static String schema;
    private static StoreFixture store;
    private static PeopleFixture people;

    private TenantFixture tenant;

    @BeforeAll
    static void open(TestCloud cloud) {
        database = WorkerDatabase.on(cloud.database());
        schema = cloud.database().schema();
        store = StoreFixture.on(database);
        people = PeopleFixture.on(database, 200, 3); // pages so small that hours need several
    }

    @AfterAll
    static void close() {
        store.close();
        people.close();
    }

    @BeforeEach
    void aTenant() {
        tenant = database.tenant("sendgrid");
    }

    private Parcel parcel(String... events) {
        return tenant.parcel(
                tenant.webhook()
                        .eventKey(Ids.next().toString())
                        .body(Arrays.stream(events).collect(Collectors.joining(",", "[", "]")))
                        .build());
    }

    private static String event(String type, String person, Instant at, String more) {
        return """
        {"event":"%s","email":"%s@mail.example","timestamp":%d,"sg_event_id":"%s",\
        "marketing_campaign_name":"%s"%s}\
        """
                .formatted(type, person, at.getEpochSecond(), Ids.next(), SPRING, more);
    }

    private static String event(String type, String person, Instant at) {
        return event(type, person, at, "");
    }

    /** SQS promises no order, and vendors neither. */
    @Test
    void openedBeforeItsDeliveredIsFine() {
        String[] told = {
            event("open", "ana", TEN.plusSeconds(30)),
            event("delivered", "ana", TEN.plusSeconds(1)),
            event("processed", "ana", TEN)
        };
        for (String each : told) {
            store.store(parcel(each));
            people.mergeAll();
        }
        Map<String, Long> backwards = people.people(tenant.id(), SPRING);
        tenant = database.tenant("sendgrid");
        for (int i = told.length - 1; i >= 0; i--) {
            store.store(parcel(told[i]));
            people.mergeAll();
        }

        assertThat(backwards)
                .containsOnly(entry("sent", 1L), entry("delivered", 1L), entry("opened", 1L))
                .isEqualTo(people.people(tenant.id(), SPRING));
    }

    @Test
    void aFunnelCountsPeopleAndNotEvents() {
        store.store(
                parcel(
                        event("open", "ana", ELEVEN),
                        event("open", "ana", ELEVEN.plusSeconds(9)),
                        event("click", "ana", ELEVEN)));
        store.store(
                parcel(
                        event("processed", "eve", TEN),
                        event("delivered", "ana", TEN),
                        event("delivered", "bob", TEN),
                        event("bounce", "cid", TEN),
                        event("open", "bob", TEN, ",\"sg_machine_open\":true")));
        people.mergeAll();

        assertThat(people.people(tenant.id(), SPRING))
                .containsOnly(
                        entry("sent", 3L),
                        entry("delivered", 2L),
                        entry("opened", 1L),
                        entry("opened by machine", 1L),
                        entry("clicked", 1L));
        assertThat(people.people(tenant.id(), SPRING, TEN))
                .containsOnly(
                        entry("sent", 3L), entry("delivered", 2L), entry("opened by machine", 1L));
    }

    @Test
    void whatComesAgainChangesNothing() {
        Parcel parcel = parcel(event("open", "ana", TEN), event("open", "bob", TEN));
        store.store(parcel);
        people.mergeAll();
        Map<String, Long> once = people.people(tenant.id(), SPRING);

        store.store(parcel);
        assertThat(database.count("people_pending", tenant.id())).isZero();
        people.mergeAll();

        assertThat(people.people(tenant.id(), SPRING)).isEqualTo(once).containsEntry("opened", 2L);
    }

    @Test
    void whatIsNoCampaignsLeavesNothing() {
        store.store(
                tenant.parcel(
                        tenant.webhook()
                                .body("[{\"event\":\"open\",\"email\":\"ana@mail.example\"}]")
                                .build()));

        assertThat(database.count("people_pending", tenant.id())).isZero();
    }

    @Test
    void testsOfOurOwnAreNobody() {
        store.store(
                tenant.parcel(
                        tenant.webhook()
                                .body("[" + event("open", "ana", TEN) + "]")
                                .test()
                                .build()));
        people.mergeAll();
        people.recount(tenant.id(), TEN);

        assertThat(people.people(tenant.id(), SPRING)).isEmpty();
    }

    /** Events are kept for longer than the webhooks that they were found in. */
    @Test
    void testsOfOurOwnAreNobodyAfterTheirWebhooksHaveGone() {
        store.store(
                tenant.parcel(
                        tenant.webhook()
                                .body("[" + event("open", "ana", TEN) + "]")
                                .test()
                                .build()));
        database.owner()
                .update("DELETE FROM webhook WHERE tenant_id = ?", (Object) Ids.bytes(tenant.id()));

        people.recount(tenant.id(), TEN);

        assertThat(people.people(tenant.id(), SPRING)).isEmpty();
    }

    @Test
    void countingAnewGivesTheSameNumbers() {
        for (int i = 0; i < 5; i++) {
            String[] events =
                    IntStream.range(10 * i, 10 * i + 20)
                            .mapToObj(person ->
                                    event(
                                            person % 3 == 0 ? "click" : "delivered",
                                            "p" + person,
                                            TEN.plus(Duration.ofMinutes(person))))
                            .toArray(String[]::new);
            store.store(parcel(events));
        }
        people.mergeAll();
        Map<String, Long> total = people.people(tenant.id(), SPRING);
        Map<String, Long> hour = people.people(tenant.id(), SPRING, TEN);

        people.recount(tenant.id(), TEN.plus(Duration.ofMinutes(17)));

        assertThat(total).containsEntry("sent", 60L).containsEntry("clicked", 20L);
        assertThat(people.people(tenant.id(), SPRING)).isEqualTo(total);
        assertThat(people.people(tenant.id(), SPRING, TEN)).isEqualTo(hour);
    }

    @Test
    void whatIsNoLongerStoredIsForgotten() {
        store.store(parcel(event("open", "ana", TEN), event("open", "bob", TEN)));
        store.store(parcel(event("open", "bob", ELEVEN), event("click", "cid", ELEVEN)));
        people.mergeAll();
        database.owner()
                .update(
                        "DELETE FROM event WHERE tenant_id = ? AND occurred_at < ?",
                        Ids.bytes(tenant.id()),
                        UtcTime.column(ELEVEN));

        people.recount(tenant.id(), TEN);

        assertThat(people.people(tenant.id(), SPRING))
                .containsOnly(
                        entry("sent", 2L),
                        entry("delivered", 2L),
                        entry("opened", 1L),
                        entry("clicked", 1L));
        assertThat(people.people(tenant.id(), SPRING, TEN)).isEmpty();
    }

    /**
     * Between the hour's transaction and the campaign's, by which nothing of him is in the hour.
     */
    @Test
    void whoIsGoneIsForgottenThoughTheRecountWasInterrupted() {
        store.store(parcel(event("open", "ana", TEN), event("open", "bob", ELEVEN)));
        people.mergeAll();
        database.owner()
                .update(
                        "DELETE FROM event WHERE tenant_id = ? AND occurred_at < ?",
                        Ids.bytes(tenant.id()),
                        UtcTime.column(ELEVEN));
        String table = "`" + schema + "`.campaign_people";
        database.owner().execute("REVOKE DELETE ON " + table + " FROM 'spillway_worker'@'%'");
        try {
            assertThatThrownBy(() -> people.recount(tenant.id(), TEN))
                    .hasStackTraceContaining("denied");
        } finally {
            database.owner().execute("GRANT DELETE ON " + table + " TO 'spillway_worker'@'%'");
        }
        assertThat(people.people(tenant.id(), SPRING, TEN)).isEmpty();
        assertThat(people.people(tenant.id(), SPRING)).containsEntry("opened", 2L);

        people.recount(tenant.id(), TEN);

        assertThat(people.people(tenant.id(), SPRING)).containsEntry("opened", 1L);
    }

    /** It would bring back, after the recount, what the events no longer say. */
    @Test
    void whatWaitsToBeMergedIsForgottenToo() {
        store.store(parcel(event("open", "ana", TEN)));
        database.owner()
                .update(
                        "UPDATE event SET type = 'clicked' WHERE tenant_id = ?",
                        (Object) Ids.bytes(tenant.id()));

        people.recount(tenant.id(), TEN);
        people.mergeAll();

        assertThat(people.people(tenant.id(), SPRING))
                .containsEntry("clicked", 1L)
                .doesNotContainKey("opened");
    }

    @Test
    void batchesThatAreStoredMeanwhileLoseNobody() throws Exception {
        store.store(parcel(event("open", "p0", TEN)));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> batches =
                    threads.submit(() ->
                            IntStream.range(1, 60)
                                    .forEach(
                                            i -> store.store(parcel(event("open", "p" + i, TEN)))));
            Future<?> merges =
                    threads.submit(() -> {
                        while (!batches.isDone()) {
                            people.mergeAll();
                        }
                    });
            while (!batches.isDone()) {
                people.recount(tenant.id(), TEN);
            }
            batches.get(1, TimeUnit.MINUTES);
            merges.get(1, TimeUnit.MINUTES);
        }
        people.mergeAll();

        assertThat(people.people(tenant.id(), SPRING)).containsEntry("opened", 60L);
        assertThatLedger(database, tenant.id()).shows(60, 60, 0, 0);
    }
}
