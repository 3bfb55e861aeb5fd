package dev.spillway.worker.people;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.worker.fixture.WorkerDatabase;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What batches left, in whatever order and beside whomever, is in the sketches, once. */
@CloudTest(parts = Part.DATABASE)
class PeopleMergerIT {

    private static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");
    private static final String SPRING = "Spring";

    private static WorkerDatabase database;
    private static TestCloud cloud;
    private static PeopleFixture people;

    /** The common pool has one thread on two cores: nothing would be at once there. */
    private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private UUID tenant;

    @BeforeAll
    static void open(TestCloud given) {
        cloud = given;
        database = WorkerDatabase.on(given.database());
        people = PeopleFixture.on(database, 10, 100);
    }

    @AfterAll
    static void close() {
        THREADS.close();
        people.close();
    }

    @BeforeEach
    void aTenant() {
        tenant = Ids.next();
    }

    @Test
    void everyStageCountsItsPeopleAndWhatItImplies() {
        people.saw(
                List.of(
                        sighting("bounced", 1),
                        sighting("delivered", 2),
                        sighting("delivered", 3),
                        sighting("opened", 3),
                        sighting("clicked", 4),
                        sighting("paid", 5)));
        people.mergeAll();

        assertThat(people.people(tenant, SPRING))
                .containsOnly(
                        entry("sent", 4L),
                        entry("delivered", 3L),
                        entry("opened", 1L),
                        entry("clicked", 1L),
                        entry("converted", 1L));
        assertThat(people.people(tenant, SPRING, TEN))
                .containsOnly(
                        entry("sent", 3L),
                        entry("delivered", 2L),
                        entry("opened", 1L),
                        entry("clicked", 1L),
                        entry("converted", 1L));
    }

    @Test
    void machinesAreCountedApart() {
        people.saw(List.of(byMachine("opened", 1), sighting("opened", 2)));
        people.mergeAll();

        assertThat(people.people(tenant, SPRING))
                .containsOnly(
                        entry("sent", 2L),
                        entry("delivered", 2L),
                        entry("opened", 1L),
                        entry("opened by machine", 1L));
    }

    @Test
    void whoComesBackInAnotherHourIsOnePerson() {
        people.saw(List.of(sighting("opened", 1)));
        people.mergeAll();
        people.saw(List.of(sighting("opened", 1, TEN.plusSeconds(7_200)), sighting("opened", 2)));
        people.mergeAll();

        assertThat(people.people(tenant, SPRING)).containsEntry("opened", 2L);
        assertThat(people.people(tenant, SPRING, TEN)).containsEntry("opened", 2L);
        assertThat(people.people(tenant, SPRING, TEN.plusSeconds(7_200)))
                .containsEntry("opened", 1L);
    }

    @Test
    void anEventThatNamesNobodyShowsThatTheCampaignWasAtWork() {
        people.saw(
                List.of(
                        new Sighting(
                                tenant, tenant, SPRING, TEN.plusSeconds(5), "opened", false, null),
                        sighting("unsubscribed", 1)));
        people.mergeAll();

        assertThat(people.people(tenant, SPRING)).isEmpty();
        assertThat(database.count("campaign_hour", tenant)).isEqualTo(1);
    }

    @Test
    void aBatchThatCommitsLateIsMergedAllTheSame() throws Exception {
        CompletableFuture<Void> mayCommit = new CompletableFuture<>();
        AtomicBoolean written = new AtomicBoolean();
        CompletableFuture<Void> late =
                CompletableFuture.runAsync(
                        () ->
                                people.transaction()
                                        .executeWithoutResult(_ -> {
                                            people.saw(List.of(sighting("opened", 1)));
                                            written.set(true);
                                            mayCommit.join();
                                        }),
                        THREADS);
        await().untilTrue(written);
        people.saw(List.of(sighting("opened", 2))); // a higher id, and committed before
        people.mergeAll();
        assertThat(people.people(tenant, SPRING)).containsEntry("opened", 1L);

        mayCommit.complete(null);
        late.get(10, TimeUnit.SECONDS);
        people.mergeAll();

        assertThat(people.people(tenant, SPRING)).containsEntry("opened", 2L);
        assertThat(database.count("people_pending", tenant)).isZero();
    }

    @Test
    void aTurnThatFailsLosesNothingAndHoldsUpNobody() {
        UUID other = Ids.next();
        people.saw(List.of(sighting("opened", 1)));
        database.owner()
                .update(
                        "INSERT INTO people_pending (tenant_id, id, sightings) VALUES (?, ?, ?)",
                        Ids.bytes(tenant),
                        Ids.bytes(Ids.firstAt(Instant.now().minusSeconds(60))),
                        new byte[] {99}); // of a version to come
        people.saw(List.of(sighting(other, "opened", 1, TEN)));
        double failures = people.failures();

        people.mergeAll();

        assertThat(people.failures()).isEqualTo(failures + 1);
        assertThat(people.people(other, SPRING)).containsEntry("opened", 1L);
        assertThat(people.people(tenant, SPRING)).isEmpty();
        assertThat(people.lag()).isBetween(60.0, 120.0);

        database.owner()
                .update(
                        "DELETE FROM people_pending WHERE tenant_id = ? AND LENGTH(sightings) = 1",
                        (Object) Ids.bytes(tenant));
        people.mergeAll();
        assertThat(people.people(tenant, SPRING)).containsEntry("opened", 1L);
        assertThat(people.lag()).isLessThan(5.0);
    }

    @Test
    void aDeadWorkersTurnChangedNothing() {
        people.saw(List.of(sighting("opened", 1)));
        String table = "`" + cloud.database().schema() + "`.people_pending";

        database.owner().execute("REVOKE DELETE ON " + table + " FROM 'spillway_worker'@'%'");
        try {
            assertThatThrownBy(people::mergeAll).hasStackTraceContaining("denied");
        } finally {
            database.owner().execute("GRANT DELETE ON " + table + " TO 'spillway_worker'@'%'");
        }
        assertThat(people.people(tenant, SPRING)).isEmpty();
        assertThat(database.count("people_pending", tenant)).isEqualTo(1);

        people.mergeAll();
        assertThat(people.people(tenant, SPRING)).containsEntry("opened", 1L);
    }

    @Test
    void aFloodsTurnEndsAndTheQuietTenantHasHis() {
        UUID quiet = Ids.next();
        for (int i = 0; i < 35; i++) {
            people.saw(List.of(sighting("opened", i)));
        }
        people.saw(List.of(sighting(quiet, "opened", 1, TEN)));

        assertThat(people.merger().round()).as("more waits").isTrue();

        assertThat(people.people(quiet, SPRING)).containsEntry("opened", 1L);
        assertThat(database.count("people_pending", tenant)).isEqualTo(25);
        people.mergeAll();
        assertThat(people.people(tenant, SPRING)).containsEntry("opened", 35L);
    }

    @Test
    void workersAndBatchesAtOnceLoseNobody() throws Exception {
        int batches = 120;
        AtomicBoolean writing = new AtomicBoolean(true);
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (int worker = 0; worker < 3; worker++) {
            running.add(
                    CompletableFuture.runAsync(
                            () -> {
                                while (writing.get()) {
                                    people.mergeAll();
                                }
                            },
                            THREADS));
        }
        for (int writer = 0; writer < 2; writer++) {
            int first = writer * batches / 2;
            running.add(
                    CompletableFuture.runAsync(
                            () ->
                                    IntStream.range(first, first + batches / 2)
                                            .forEach(PeopleMergerIT.this::sawTen),
                            THREADS));
        }
        for (CompletableFuture<Void> writer : running.subList(3, 5)) {
            writer.get(1, TimeUnit.MINUTES);
        }
        writing.set(false);
        for (CompletableFuture<Void> worker : running) {
            worker.get(1, TimeUnit.MINUTES);
        }
        people.mergeAll();

        assertThat(people.people(tenant, SPRING))
                .containsEntry("delivered", 10L * batches)
                .containsEntry("opened", 10L * batches);
        assertThat(database.count("people_pending", tenant)).isZero();
    }

    private void sawTen(int batch) {
        List<Sighting> sightings = new ArrayList<>();
        for (int person = 10 * batch; person < 10 * batch + 10; person++) {
            sightings.add(sighting("delivered", person, TEN.plusSeconds(3_600L * (person % 7))));
            sightings.add(sighting("opened", person));
        }
        people.saw(sightings);
    }

    @Test
    void whoIsCountedAnewIsNotMergedMeanwhile() {
        people.saw(List.of(sighting("opened", 1)));
        UUID reservation = people.tables().turns().reserve(tenant);

        people.mergeAll();
        assertThat(people.people(tenant, SPRING)).isEmpty();
        assertThatThrownBy(() -> people.tables().turns().reserve(tenant))
                .isInstanceOf(TurnLostException.class);

        people.tables().turns().free(tenant, reservation);
        people.mergeAll();
        assertThat(people.people(tenant, SPRING)).containsEntry("opened", 1L);
    }

    @Test
    void oneTenantsRecountHoldsUpNobody() throws Exception {
        UUID other = Ids.next();
        people.ask(tenant, TEN);
        List<CompletableFuture<Void>> running = new ArrayList<>();
        Clock quietSince = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
        try (PeopleFixture worker = PeopleFixture.at(database, quietSince)) {
            List<Runnable> tasks = worker.tasks();
            try (AutoCloseable _ = database.holdWrites("event")) {
                tasks.forEach(task -> running.add(CompletableFuture.runAsync(task, THREADS)));
                await().untilAsserted(() -> assertThat(reservations()).isEqualTo(1));
                people.saw(List.of(sighting(other, "opened", 1, TEN)));

                tasks.forEach(task -> running.add(CompletableFuture.runAsync(task, THREADS)));

                await().untilAsserted(() ->
                        assertThat(people.people(other, SPRING)).containsEntry("opened", 1L));
                assertThat(database.count("people_recount", tenant)).isEqualTo(1);
            }
            for (CompletableFuture<Void> each : running) {
                each.get(1, TimeUnit.MINUTES);
            }
        }
        assertThat(database.count("people_recount", tenant)).isZero();
    }

    private long reservations() {
        return database.number(
                "SELECT COUNT(reserved_by) FROM people_turn WHERE tenant_id = ?", tenant);
    }

    @Test
    void aReservationThatRanOutProtectsNothingAndKnowsIt() {
        people.saw(List.of(sighting("opened", 1)));
        UUID reservation;
        Instant longAgo = Instant.now().minus(Duration.ofHours(1));
        try (PeopleFixture before =
                PeopleFixture.at(database, Clock.fixed(longAgo, ZoneOffset.UTC))) {
            reservation = before.tables().turns().reserve(tenant);
        }

        people.mergeAll();

        assertThat(people.people(tenant, SPRING)).containsEntry("opened", 1L);
        assertThatThrownBy(() -> people.tables().turns().prolong(tenant, reservation))
                .isInstanceOf(TurnLostException.class);
        assertThatThrownBy(() ->
                        people.transaction()
                                .executeWithoutResult(
                                        _ -> people.tables().turns().take(tenant, reservation)))
                .isInstanceOf(TurnLostException.class);
    }

    private Sighting sighting(String type, int person) {
        return sighting(type, person, TEN.plusSeconds(5));
    }

    private Sighting sighting(String type, int person, Instant at) {
        return sighting(tenant, type, person, at);
    }

    private Sighting byMachine(String type, int person) {
        Sighting human = sighting(type, person);
        return new Sighting(
                human.tenantId(),
                human.sourceId(),
                human.campaign(),
                human.occurredAt(),
                human.type(),
                true,
                human.recipientHash());
    }

    private static Sighting sighting(UUID tenant, String type, int person, Instant at) {
        byte[] hash = ByteBuffer.allocate(32).putInt(person).array();
        return new Sighting(
                tenant, tenant, SPRING, at, type, false, HexFormat.of().formatHex(hash));
    }
}
