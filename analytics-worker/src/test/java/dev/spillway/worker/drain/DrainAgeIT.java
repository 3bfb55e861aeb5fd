package dev.spillway.worker.drain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.fixture.WorkerQueues;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * A worker that is cut off from its queues or its database knows how far behind it is, and says so.
 */
@CloudTest
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@DirtiesContext
class DrainAgeIT {

    private static final CutOffWorker WORKER = CutOffWorker.of(DrainAgeIT.class);

    private final TestCloud cloud = WORKER.cloud();
    private final WorkerDatabase database = WORKER.database();
    private final WorkerQueues messages = WORKER.messages();

    @Autowired private MeterRegistry registry;
    @Autowired private DrainReports reports;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        WORKER.settings(registry);
    }

    @BeforeEach
    void connected() {
        WORKER.link().restore();
    }

    @AfterAll
    static void close() {
        WORKER.close();
    }

    private double age() {
        return registry.get(LaneConfiguration.AGE).tag("lane", "main").gauge().value();
    }

    /** Also while what could not be stored in time is back in its queue. */
    @Test
    void itGrowsWhileTheDatabaseIsStalledAndReturnsToNothing() {
        TenantFixture tenant = database.tenant("stripe");
        await().atMost(WorkerQueues.SOON).until(() -> age() == 0);
        WORKER.link().cut();
        for (int i = 0; i < 5; i++) {
            messages.send(
                    cloud.queues().main(),
                    tenant.parcel(tenant.webhook().eventKey("k" + i).build()));
        }
        Instant sent = Instant.now();

        await().atMost(WorkerQueues.SOON).until(() -> age() >= 2);
        await().during(Duration.ofSeconds(6))
                .atMost(WorkerQueues.SOON)
                .until(() -> age() >= Duration.between(sent, Instant.now()).toSeconds() - 2);

        WORKER.link().restore();
        messages.awaitEmpty(cloud.queues().main());
        await().atMost(WorkerQueues.SOON).until(() -> age() == 0);
        assertThat(database.count("webhook", tenant.id())).isEqualTo(5);
    }

    /** What the judge of alerts goes by, in whichever worker it sits. */
    @Test
    void itIsReportedToAllWorkersThatAnIdleQueueWasReceived() {
        Instant start = Instant.now();

        await().atMost(WorkerQueues.SOON)
                .until(() -> reports.backlog(Instant.now()).storedUntil().isAfter(start));

        assertThat(reports.backlog(Instant.now()).overflow()).isZero();
    }
}
