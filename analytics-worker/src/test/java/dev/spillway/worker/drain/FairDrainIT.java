package dev.spillway.worker.drain;

import static dev.spillway.worker.fixture.LedgerAssert.assertThatLedger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.localcloud.queue.QueueSet;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.platform.telemetry.Metrics;
import dev.spillway.worker.fixture.ImpatientDrain;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.fixture.WorkerQueues;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Who is stored before whom, by a worker that holds and stores little at a time. */
@CloudTest(parts = {Part.DATABASE, Part.QUEUES})
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@DirtiesContext
class FairDrainIT {

    private static final int IN_FLIGHT = 800;
    private static final Duration VISIBILITY = Duration.ofSeconds(5);

    private static WorkerDatabase database;
    private static TestCloud cloud;
    private static WorkerQueues messages;

    @Autowired private MeterRegistry registry;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        cloud = TestCloud.of(FairDrainIT.class);
        database = WorkerDatabase.on(cloud.database());
        messages = WorkerQueues.of(cloud);
        cloud.properties().forEach((name, value) -> registry.add(name, () -> value));
        database.properties().forEach((name, value) -> registry.add(name, () -> value));
        ImpatientDrain.settings(registry);
        registry.add("spillway.drain.batch.messages", () -> 10);
        registry.add("spillway.drain.batch.rows", () -> 500);
        registry.add("spillway.drain.in-flight.main", () -> IN_FLIGHT);
        registry.add("spillway.drain.visibility", () -> VISIBILITY.toSeconds() + "s");
    }

    /**
     * The queue of the tests keeps the order of arrival: what overtakes, overtakes in the worker.
     */
    @Test
    void quietTenantOvertakesAFloodThatWasQueuedFirst() throws Exception {
        TenantFixture noisy = database.tenant("stripe");
        TenantFixture quiet = database.tenant("stripe");
        int flood = IN_FLIGHT - 100;
        try (AutoCloseable _ = database.holdWrites("webhook")) {
            send(noisy, flood);
            messages.send(queues().main(), quiet.parcel(quiet.webhook().eventKey("q").build()));
            await().atMost(WorkerQueues.SOON).until(() -> inFlight() > flood);
        }

        awaitDrained();

        assertThatLedger(database, quiet.id()).shows(1, 1, 0, 0);
        assertThatLedger(database, noisy.id()).shows(flood, flood, 0, 0);
        assertThat(storedAfterTheQuietOne(noisy)).isGreaterThan(flood / 2);
    }

    /** What stands before all that is in flight has to be received before it can be overtaken. */
    @Test
    void ofAFloodThatExceedsWhatIsInFlightTheLastPartIsOvertaken() throws Exception {
        TenantFixture noisy = database.tenant("stripe");
        TenantFixture quiet = database.tenant("stripe");
        int flood = 2 * IN_FLIGHT;
        try (AutoCloseable _ = database.slowed(noisy.id(), 0.005)) {
            try (AutoCloseable _ = database.holdWrites("webhook")) {
                send(noisy, flood);
                messages.send(queues().main(), quiet.parcel(quiet.webhook().eventKey("q").build()));
                await().atMost(WorkerQueues.SOON).until(() -> inFlight() >= IN_FLIGHT);
            }
            awaitDrained();
        }

        assertThatLedger(database, noisy.id()).shows(flood, flood, 0, 0);
        assertThatLedger(database, quiet.id()).shows(1, 1, 0, 0);
        assertThat(storedAfterTheQuietOne(noisy)).isGreaterThan(IN_FLIGHT / 4);
    }

    /** Each in a message of its own. */
    private static void send(TenantFixture tenant, int webhooks) {
        messages.sendAll(
                queues().main(),
                IntStream.range(0, webhooks)
                        .mapToObj(i -> tenant.parcel(tenant.webhook().eventKey("n" + i).build()))
                        .toList());
    }

    /** If it were seen by others meanwhile, this worker would be given it a second time. */
    @Test
    void messageStaysHiddenForAsLongAsItIsWorkedOn() throws Exception {
        TenantFixture tenant = database.tenant("stripe");
        try (AutoCloseable _ = database.holdWrites("webhook")) {
            messages.send(
                    queues().main(), tenant.parcel(tenant.webhook().eventKey("slow").build()));
            await().atMost(WorkerQueues.SOON).until(() -> inFlight() == 1);
            await().during(VISIBILITY.plusSeconds(3))
                    .atMost(WorkerQueues.SOON)
                    .until(() -> inFlight() == 1);
        }

        awaitDrained();
        assertThatLedger(database, tenant.id()).shows(1, 1, 0, 0);
    }

    /** A few hundred bytes each, and far more than fits one transaction. */
    @Test
    void messagesOfManyEventsAreStoredInPartsAndANeighbourBetweenThem() throws Exception {
        TenantFixture noisy = database.tenant("sendgrid");
        TenantFixture quiet = database.tenant("stripe");
        double notStored = handedBack("not_stored");
        String events = "[" + "{\"event\":\"open\"},".repeat(399) + "{\"event\":\"open\"}]";
        try (AutoCloseable _ = database.holdWrites("webhook")) {
            for (int i = 0; i < 12; i++) {
                List<Webhook> webhooks = new ArrayList<>();
                for (int j = 0; j < 4; j++) {
                    webhooks.add(noisy.webhook().eventKey(i + "-" + j).body(events).build());
                }
                messages.send(queues().main(), noisy.parcel(webhooks));
            }
            await().atMost(WorkerQueues.SOON).until(() -> inFlight() == 12);
            messages.send(queues().main(), quiet.parcel(quiet.webhook().eventKey("q").build()));
            await().atMost(WorkerQueues.SOON).until(() -> inFlight() == 13);
        }

        awaitDrained();

        assertThatLedger(database, quiet.id()).shows(1, 1, 0, 0);
        assertThatLedger(database, noisy.id()).shows(48, 48, 0, 0);
        assertThat(database.count("event", noisy.id())).isEqualTo(48 * 400);
        assertThat(handedBack("not_stored")).isEqualTo(notStored);
        assertThat(storedAfterTheQuietOne(noisy)).isGreaterThan(24);
    }

    /** By what the worker says, too: a queue counts approximately what it hides. */
    private void awaitDrained() {
        await().atMost(WorkerQueues.SOON)
                .until(() -> inFlight() == 0 && messages.messages(queues().main()) == 0);
    }

    private double inFlight() {
        return registry.get("spillway.drain.in.flight").gauge().value();
    }

    private long storedAfterTheQuietOne(TenantFixture noisy) {
        return database.number(
                "SELECT COUNT(*) FROM webhook n WHERE n.tenant_id = ? AND n.stored_at >"
                        + " (SELECT MAX(q.stored_at) FROM webhook q WHERE q.tenant_id <> n.tenant_id"
                        + " AND q.event_key = 'q')",
                noisy.id());
    }

    private double handedBack(String reason) {
        return registry.counter(Metrics.HANDED_BACK, "reason", reason).count();
    }

    private static QueueSet queues() {
        return cloud.queues();
    }
}
